import { describe, expect, it } from 'vitest';
import type { Server, UpgradeStep } from '../api/types';
import { isVersion, leaving, mixed, phaseShown } from './upgrade';

const servers = (...versions: string[]) => versions.map((version) => ({ version }) as Server);

const step = (some: Partial<UpgradeStep>) =>
  ({ phase: 'waiting', safe: true, moves: [], nextLeader: null, ...some }) as UpgradeStep;

describe('upgrade', () => {
  it('sees that versions differ', () => {
    expect(mixed(servers('0.1.0', '0.1.0'))).toBe(false);
    expect(mixed(servers('0.1.0', '0.2.0'))).toBe(true);
    expect(mixed([])).toBe(false);
  });

  it('knows a version', () => {
    expect(isVersion('0.2.0')).toBe(true);
    for (const other of ['', '0.2', 'v0.2.0', '0.2.0-rc1', '1234567.0.0']) {
      expect(isVersion(other)).toBe(false);
    }
  });

  it('tells what waits safely from what does not', () => {
    expect(phaseShown(step({})).word).toBe('safe now');
    expect(phaseShown(step({ safe: false }))).toEqual({ colour: 'amber', word: 'not yet safe' });
    expect(phaseShown(step({ phase: 'down', safe: false })).colour).toBe('red');
    expect(phaseShown(step({ phase: 'returned' })).word).toBe('returned');
    expect(phaseShown(step({ phase: 'done' })).colour).toBe('green');
  });

  it('says what moves and what cannot', () => {
    const moves = [
      { role: 'tss', to: 'beta' },
      { role: 'log', to: null },
    ];
    expect(leaving(step({ moves, nextLeader: 'gamma' }))).toBe(
      'tss → beta, log can go nowhere, lead → gamma',
    );
    expect(leaving(step({}))).toBe('');
    expect(leaving(step({ phase: 'done', moves }))).toBe('');
  });
});
