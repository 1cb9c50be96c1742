import { describe, expect, test } from 'vitest';
import { firstToken, kept, mayChange, turnedAway } from './door';

describe('what a page keeps', () => {
  test('is read back', () => {
    const session = { token: 'gws_1', name: 'anna' };
    expect(kept(JSON.stringify(session))).toEqual(session);
  });

  test('counts as nothing when it is spoilt', () => {
    for (const spoilt of [null, '', '{', 'null', '1', '{"token":1,"name":"anna"}', '{"token":"x"}'])
      expect(kept(spoilt)).toBeNull();
  });
});

describe('a 401', () => {
  test('leads to the first administrator only when a server says so', () => {
    expect(turnedAway({ status: 401, firstAccount: true })).toBe('first');
    expect(turnedAway({ status: 401, firstAccount: false })).toBe('closed');
    expect(turnedAway(null)).toBe('closed');
  });
});

test('the token of the first link is read from the address', () => {
  expect(firstToken('?first=abc')).toBe('abc');
  expect(firstToken('?page=1')).toBe('');
});

test('only administrators may change things', () => {
  expect(mayChange({ name: 'anna', right: 'administer', kind: 'session' })).toBe(true);
  expect(mayChange({ name: 'ben', right: 'view', kind: 'session' })).toBe(false);
  expect(mayChange(null)).toBe(false);
});
