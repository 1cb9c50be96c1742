import { describe, expect, test } from 'vitest';
import type { Role, Server, Status } from '../api/types';
import { newsBetween } from '../model/news';
import { latest, overall } from '../model/overall';
import { addresses, nameOf, remember, remembered } from './addresses';
import { wordOf } from './standby';

function server(name: string, part: Partial<Server> = {}): Server {
  return {
    name,
    kind: 'directory',
    leader: false,
    alive: true,
    sinceSeen: null,
    version: '0.1.0',
    incarnation: '',
    api: `http://${name}`,
    state: 'online',
    sentence: '',
    roleTypes: [],
    localDatabase: null,
    hosts: [],
    standbyFor: [],
    ...part,
  };
}

function role(host: string | null, fence: number, state: Role['state'] = 'hosted'): Role {
  return {
    name: 'tss',
    type: 'tss',
    description: '',
    active: true,
    forceHighestPriority: false,
    version: 1,
    host,
    fence,
    state,
    sentence: `${host ?? 'Nobody'} hosts tss because of a reason.`,
    since: null,
    servers: [],
    database: { url: '', user: '', local: false, state: 'connected', sentence: '' },
    settings: {},
  };
}

function status(part: Partial<Status> = {}): Status {
  return {
    system: { id: 's', name: 'greenwave' },
    answeredBy: 'alpha',
    version: 10,
    directory: {
      leader: 'alpha',
      preferredLeader: null,
      term: 1,
      servers: [],
      failover: 'available',
      sentence: '',
    },
    servers: [server('alpha'), server('beta')],
    roles: [role('alpha', 3)],
    findings: [],
    ...part,
  };
}

const said = (before: Status | null, after: Status) =>
  newsBetween(before, after).map((each) => `${each.tone}: ${each.sentence}`);

describe('news', () => {
  test('the first status is no news, nor is one without change', () => {
    expect(said(null, status())).toEqual([]);
    expect(said(status(), status({ version: 11 }))).toEqual([]);
  });

  test('a failover is told with its reason, after what led to it', () => {
    const down = server('alpha', { alive: false, state: 'gone' });
    const after = status({
      servers: [down, server('beta')],
      roles: [role('beta', 4)],
      directory: { ...status().directory, leader: 'beta' },
    });
    expect(said(status(), after)).toEqual([
      'warn: alpha is gone.',
      'quiet: beta now leads the Directory.',
      'good: beta hosts tss because of a reason.',
    ]);
  });

  test('a role without a host is an alarm, once', () => {
    const without = status({ roles: [role(null, 3, 'no host')] });
    expect(said(status(), without)[0]).toMatch(/^bad: tss has no host/);
    expect(said(without, without)).toEqual([]);
  });

  test('the same host under a new fence is news as well', () => {
    expect(said(status(), status({ roles: [role('alpha', 4)] }))).toHaveLength(1);
  });

  test('a server that joins is welcomed', () => {
    const after = status({ servers: [...status().servers, server('gamma')] });
    expect(said(status(), after)).toEqual(['good: gamma has joined.']);
  });
});

test('the overall mood is that of the loudest finding', () => {
  const finding = { about: 'x', sentence: 'S.', advice: '' };
  const warning = { ...finding, severity: 'warning' as const };
  const error = { ...finding, severity: 'error' as const };
  expect(overall(status())).toMatchObject({ mood: 'good', title: 'All is well' });
  expect(overall(status({ findings: [warning] }))).toMatchObject({ mood: 'warn', sentence: 'S.' });
  expect(overall(status({ findings: [error, error, warning] })).title).toBe('2 problems');
});

test('the roles of which there is most to tell come first', () => {
  const since = (name: string, at: string | null): Role => ({ ...role('a', 1), name, since: at });
  const roles = [
    since('old', '2026-01-01T00:00:00.000Z'),
    since('never', null),
    since('new', '2026-02-01T00:00:00.000Z'),
    { ...role(null, 1, 'no host'), name: 'lost' },
  ];
  expect(latest(roles, 3).map((each) => each.name)).toEqual(['lost', 'new', 'old']);
});

describe('addresses', () => {
  test('the server in use keeps the address by which it was reached', () => {
    const known = addresses(status().servers, 'alpha', 'http://localhost:1', []);
    expect(known.map((each) => each.api)).toEqual(['http://localhost:1', 'http://beta']);
    expect(nameOf(known, 'http://localhost:1')).toBe('alpha');
    expect(nameOf(known, 'http://other:2')).toBe('other:2');
  });

  test('survive a change of page, and spoilt memories are forgotten', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    } as Storage;
    expect(remembered(storage)).toEqual([]);
    const known = addresses(status().servers, null, '', []);
    remember(storage, known);
    expect(remembered(storage)).toEqual(known);
    kept.set('greenwave.servers', '[1, {"name":"x","api":"javascript:alert(1)"}, null');
    expect(remembered(storage)).toEqual([]);
    kept.set('greenwave.servers', '[1, {"name":"x","api":"javascript:alert(1)"}, null]');
    expect(remembered(storage)).toEqual([]);
  });
});

describe('the word of the standby', () => {
  const dead = [server('alpha', { alive: false, state: 'gone' }), server('beta')];
  const word = (told: Status, used: Status | null = status()) => wordOf(told, used, 'http://beta');

  test('counts when it is as new as what is shown', () => {
    expect(word(status({ answeredBy: 'beta', servers: dead }))).toEqual({ kind: 'failed' });
  });

  test('does not count when it is older, of another system, or about others', () => {
    const told = status({ answeredBy: 'beta', servers: dead });
    expect(word({ ...told, version: 9 })).toBeNull();
    expect(word({ ...told, system: { id: 't', name: '' } })).toBeNull();
    expect(word(told, status({ answeredBy: 'gamma' }))).toBeNull();
    expect(word(told, null)).toBeNull();
  });

  const untold = { alive: false, state: 'unknown' } as const;
  const expansion = [server('alpha', untold), server('beta', { kind: 'expansion' })];

  test('of an expansion server, which knows nobody, is not heeded', () => {
    expect(word(status({ answeredBy: 'beta', servers: expansion }))).toBeNull();
  });

  test('makes the page leave an expansion server, and only that', () => {
    const used = status({ answeredBy: 'beta', servers: expansion });
    expect(wordOf(status(), used, 'http://alpha')).toEqual({ kind: 'better', api: 'http://alpha' });
    expect(wordOf(status({ answeredBy: 'beta' }), status(), 'http://beta')).toBeNull();
  });

  test('is no news of servers that an expansion server does not watch', () => {
    expect(said(status(), status({ answeredBy: 'beta', servers: expansion }))).toEqual([]);
    const known = addresses(expansion, 'beta', 'http://beta', expansion);
    expect(known.map(({ alive, watches }) => ({ alive, watches }))).toEqual([
      { alive: true, watches: true },
      { alive: true, watches: false },
    ]);
  });
});
