import { describe, expect, it } from 'vitest';
import type { Role } from '../api/types';
import { guarded, waiting } from './waits';

const role = (now: string, guard = { heldBack: false, moves: 0 }) =>
  ({ name: 'tss', now: { code: now, sentence: 'Because.' }, guard }) as unknown as Role;

describe('what a role waits for', () => {
  it('is nothing while all is well', () => {
    expect(waiting(role('host-healthy'))).toBe('');
    expect(guarded(role('host-healthy'))).toBe(false);
  });

  it('is told when something holds it back', () => {
    expect(waiting(role('flap-guard'))).toBe('Because.');
    expect(guarded(role('flap-guard'))).toBe(true);
    expect(waiting(role('better-server-settling'))).toBe('Because.');
    expect(guarded(role('better-server-settling'))).toBe(false);
  });

  it('names the servers that the role has ended', () => {
    const held = role('host-healthy', { heldBack: true, moves: 0, ended: ['beta'] } as never);
    expect(waiting(held)).toContain('on beta');
    expect(guarded(held)).toBe(true);
  });
});
