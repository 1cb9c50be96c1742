import { expect, test } from 'vitest';
import type { Server, Status } from '../api/types';
import { removing } from './removal';

const delta = { name: 'delta', kind: 'expansion', alive: true, leader: false, localDatabase: null };

const server = (more: Partial<Server>) => ({ ...delta, ...more }) as Server;

const status = (list: string[]) =>
  ({
    roles: [
      { name: 'tss', servers: list.map((name) => ({ name })), database: { url: 'jdbc:on-delta' } },
    ],
    directory: { servers: ['alpha', 'beta', 'delta'] },
  }) as unknown as Status;

test('a server on a list has to come off it', () => {
  expect(removing(server({}), status(['alpha', 'delta']))).toEqual([
    'delta stands on the server list of tss; take it off there first.',
  ]);
});

test('the database of a role does not go with its server', () => {
  expect(removing(server({ localDatabase: 'jdbc:on-delta' }), status(['alpha']))).toEqual([
    'delta keeps the database of tss; give the role another database first.',
  ]);
});

test('a Directory server leaves fewer behind, and the leader hands on', () => {
  const lines = removing(server({ kind: 'directory', leader: true }), status(['alpha']));
  expect(lines).toContain('The Directory is then kept by 2 servers.');
  expect(lines).toContain('It hands leadership on first.');
  expect(lines.at(-1)).toContain('ends by itself');
});

test('a dead server has no process that could end', () => {
  expect(removing(server({ alive: false }), status(['alpha']))).toHaveLength(1);
});
