import { describe, expect, test } from 'vitest';
import type { Json } from '../api/types';
import { differences, mergedSettings, readSettings } from './settings';

describe('what differs', () => {
  test('is told by its path', () => {
    const before = { poll: { seconds: 60 }, sources: [{ id: 'a', port: 1 }], keep: 90 };
    const after = { poll: { seconds: 30 }, sources: [{ id: 'a', port: 2 }], note: 'x' };
    expect(differences(before, after)).toEqual([
      'poll.seconds 60 → 30',
      'sources.0.port 1 → 2',
      'keep 90 → absent',
      'note absent → "x"',
    ]);
  });

  test('is nothing when only the order of keys differs', () => {
    expect(differences({ a: 1, b: [1] }, { b: [1], a: 1 })).toEqual([]);
  });

  test('shows no secret', () => {
    expect(differences({ community: '(hidden)' }, { community: 'new' })).toEqual([
      'community is replaced',
    ]);
  });

  test('is cut where it would be too long to read', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`key${at}`, at]));
    expect(differences({}, many)).toHaveLength(13);
    expect(differences({}, many).at(-1)).toBe('and 8 more');
    expect(differences({ a: 1 }, { a: 'x'.repeat(500) })[0]!.length).toBeLessThan(80);
    expect(differences({ list: [1] }, { list: [1, 2] })).toEqual(['list [1] → [1,2]']);
    expect(differences(null, 'x')).toEqual(['null → "x"']);
  });
});

test.each([
  ['both, each elsewhere', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 3 }, { a: 2, b: 3 }],
  ['both, the same value: mine', { a: 1 }, { a: 2 }, { a: 3 }, { a: 2 }],
  ['inside', { p: { x: 1, y: 1 } }, { p: { x: 2, y: 1 } }, { p: { x: 1, y: 5 } }, { p: { x: 2, y: 5 } }],
  ['mine, a removal', { a: 1, b: 1 }, { b: 1 }, { a: 1, b: 2 }, { b: 2 }],
  ['theirs, a removal', { a: 1, b: 1 }, { a: 1, b: 2 }, { b: 1 }, { b: 2 }],
  ['both, additions', {}, { a: 1 }, { b: 1 }, { a: 1, b: 1 }],
  [
    'lists of what has an id, entry by entry',
    { l: [{ id: 'a', p: 1 }, { id: '1' }] },
    { l: [{ id: 'a', p: 2 }] },
    { l: [{ id: 'b' }, { id: 'a', p: 1 }, { id: '1' }] },
    { l: [{ id: 'b' }, { id: 'a', p: 2 }] },
  ],
  [
    'lists with one id twice, as one',
    { l: [{ id: 'a' }] },
    { l: [{ id: 'a' }, { id: 'a' }] },
    { l: [{ id: 'b' }] },
    { l: [{ id: 'a' }, { id: 'a' }] },
  ],
  ['lists, each as one', { l: [1] }, { l: [1, 2] }, { l: [0, 1] }, { l: [1, 2] }],
] as [string, Json, Json, Json, Json][])('changes of %s', (_, base, mine, theirs, result) => {
  expect(mergedSettings(base, mine, theirs)).toEqual(result);
});

test('what is no JSON, or too much, says why', () => {
  expect(readSettings('{').wrong).toContain('Not JSON');
  expect(readSettings(`"${'x'.repeat(1_000_001)}"`).wrong).toContain('million');
  expect(readSettings('null')).toEqual({ settings: null, wrong: '' });
});
