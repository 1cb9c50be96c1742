import { describe, expect, it } from 'vitest';
import type { Role, Server, Status } from '../api/types';
import { ending, entering } from './maintenance';

const server = (hosts: string[], standbyFor: string[]) =>
  ({ name: 'alpha', kind: 'expansion', hosts, standbyFor }) as unknown as Server;

const role = (state: string) =>
  ({
    name: 'tss',
    servers: [
      { name: 'alpha', host: true, state: 'host' },
      { name: 'beta', host: false, state },
    ],
  }) as unknown as Role;

const status = (...roles: Role[]) =>
  ({ roles, directory: { servers: ['alpha', 'beta', 'gamma'] } }) as unknown as Status;

describe('maintenance', () => {
  it('says where each role goes', () => {
    expect(entering(server(['tss'], []), status(role('warm')))).toEqual([
      'tss moves to beta in order; nothing is lost.',
    ]);
  });

  it('says when a role cannot leave', () => {
    expect(entering(server(['tss'], []), status(role('gone')))[0]).toContain('tss stays');
  });

  it('says that a standby is missing', () => {
    expect(entering(server([], ['tss']), status())[0]).toContain('no standby for tss');
  });

  it('says when nothing happens', () => {
    expect(entering(server([], []), status())).toEqual([
      'It hosts nothing; no role will be given to it.',
    ]);
  });

  it('promises no move at the end', () => {
    expect(ending(server([], []))[0]).toContain('stay where they are');
  });
});
