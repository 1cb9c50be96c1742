import { describe, expect, test } from 'vitest';
import type { Role } from '../api/types';
import {
  changedMeanwhile,
  changes,
  isEmpty,
  merged,
  rebase,
  isReady,
  shifted,
  typed,
  wish,
  wrongText,
  type Draft,
} from './draft';

function role(servers: string[], part: Partial<Role> = {}): Role {
  return {
    name: 'tss',
    type: 'tss',
    description: '',
    active: true,
    forceHighestPriority: false,
    version: 7,
    host: servers[0] ?? null,
    fence: 3,
    state: 'hosted',
    sentence: '',
    since: null,
    servers: servers.map((name, index) => ({
      name,
      priority: index + 1,
      host: index === 0,
      led: 'grey',
      state: 'warm',
      sentence: '',
    })),
    database: {
      url: 'jdbc:postgresql://db/gw',
      user: 'gw',
      local: false,
      state: 'connected',
      sentence: '',
    },
    settings: { poll: 1, keep: 90 },
    ...part,
  };
}

const draft = (base: Role): Draft => ({ base, patch: {} });

describe('collecting changes', () => {
  test('a change and its way back leave nothing to save', () => {
    const once = wish(draft(role(['a', 'b'])), 'servers', ['b', 'a']);
    expect(once.patch).toEqual({ servers: ['b', 'a'] });
    expect(isEmpty(wish(once, 'servers', ['a', 'b']))).toBe(true);
  });

  test('only what was changed is sent', () => {
    const two = wish(wish(draft(role(['a'])), 'forceHighestPriority', true), 'description', 'x');
    expect(two.patch).toEqual({ forceHighestPriority: true, description: 'x' });
  });

  test('settings with their keys in another order are no change', () => {
    expect(isEmpty(wish(draft(role(['a'])), 'settings', { keep: 90, poll: 1 }))).toBe(true);
  });

  test('the address of the database alone is no change, a new password is', () => {
    const same = { url: 'jdbc:postgresql://db/gw', user: 'gw' };
    expect(isEmpty(wish(draft(role(['a'])), 'database', same))).toBe(true);
    expect(isEmpty(wish(draft(role(['a'])), 'database', { ...same, password: 'p' }))).toBe(false);
  });

  test('the lines name each change, and never a password', () => {
    const database = { url: 'jdbc:postgresql://new/gw', user: 'gw', password: 'secret' };
    const all = wish(
      wish(draft(role(['a', 'b'])), 'servers', ['b', 'a', 'c']),
      'database',
      database,
    );
    expect(changes(all)).toEqual(['Servers: a, b → b, a, c', 'Database: jdbc:postgresql://new/gw']);
  });
});

describe('an edit that came too late', () => {
  test('tells what the other administrator did', () => {
    const now = role(['b', 'a'], { forceHighestPriority: true, version: 8, host: 'a' });
    expect(changedMeanwhile(role(['a', 'b']), now)).toEqual([
      'The server list is now b, a (it was a, b).',
      'Force execution on highest priority server is now on.',
    ]);
  });

  test('says nothing when nothing that is shown differs', () => {
    expect(changedMeanwhile(role(['a']), role(['a'], { version: 9 }))).toEqual([]);
  });

  test('can be put on top of the other one', () => {
    const mine = wish(draft(role(['a', 'b'])), 'servers', ['b', 'a']);
    const current = role(['a', 'b', 'c'], { version: 8 });
    const next = rebase(mine, current);
    expect(next.base.version).toBe(8);
    expect(next.patch.servers).toEqual(['b', 'a', 'c']);
  });

  test('vanishes when the other one wanted the same', () => {
    const mine = wish(draft(role(['a', 'b'])), 'servers', ['b', 'a']);
    expect(isEmpty(rebase(mine, role(['b', 'a'], { version: 8 })))).toBe(true);
  });
});

describe('settings that are being typed', () => {
  const before = role(['a']);
  const text = '{"poll": 2, "keep": 90}';

  test('are kept as they are typed, with the role as it was at the first keystroke', () => {
    const broken = typed(draft(before), '{"poll": ');
    expect(broken).toMatchObject({ base: { version: 7 }, text: '{"poll": ', patch: {} });
    expect(wrongText(broken)).toContain('Not JSON');
    expect([isEmpty(broken), isReady(broken)]).toEqual([false, false]);
    expect(changes(broken)).toEqual(['Properties: not JSON']);
    const whole = typed(broken, text);
    expect(whole).toMatchObject({ base: { version: 7 }, text });
    expect(isReady(whole)).toBe(true);
    expect(changes(whole)).toEqual(['Properties: poll 1 → 2']);
  });

  test('are no wish while only their layout differs, and nothing when taken back', () => {
    const spaced = typed(draft(before), '{"poll":1,"keep":90}');
    expect([isEmpty(spaced), isReady(spaced)]).toEqual([false, false]);
    expect(isEmpty(typed(spaced, undefined))).toBe(true);
    expect(isEmpty(typed(spaced, JSON.stringify(before.settings, null, 2)))).toBe(true);
  });

  test('do not hide another wish that cannot be saved with them', () => {
    const both = typed(wish(draft(before), 'description', 'x'), '{');
    expect(isReady(both)).toBe(false);
    expect(changes(both)).toHaveLength(2);
  });

  test('come on top of what somebody else has set, which is shown', () => {
    const now = role(['a'], { version: 8, settings: { poll: 1, keep: 30 } });
    expect(changedMeanwhile(before, now)).toEqual(['Properties: keep 90 → 30.']);
    const next = rebase(typed(draft(before), text), now);
    expect(next).toMatchObject({ base: { version: 8 }, patch: { settings: { poll: 2, keep: 30 } } });
    expect(JSON.parse(next.text!)).toEqual({ poll: 2, keep: 30 });
    expect(changes(next)).toEqual(['Properties: poll 1 → 2']);
  });

  test('are never lost, nor put on top, before they are whole', () => {
    const broken = typed(draft(before), '{');
    expect(rebase(broken, role(['a'], { version: 8 }))).toEqual(broken);
  });
});

test.each([
  { base: ['a', 'b'], mine: ['b', 'a'], theirs: ['a', 'b'], result: ['b', 'a'] },
  { base: ['a', 'b'], mine: ['a', 'b', 'c'], theirs: ['a'], result: ['a', 'c'] },
  { base: ['a', 'b'], mine: ['b'], theirs: ['a', 'b', 'd'], result: ['b', 'd'] },
  { base: ['a'], mine: ['a', 'c'], theirs: ['a', 'c'], result: ['a', 'c'] },
])('$mine and $theirs over $base give $result', ({ base, mine, theirs, result }) => {
  expect(merged(base, mine, theirs)).toEqual(result);
});

test('shifting stops at both ends', () => {
  expect(shifted(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(shifted(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  expect(shifted(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
});
