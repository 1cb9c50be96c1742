import { expect, test } from 'vitest';
import { hindrance, prospect, stranded } from './reach';

const others = ['https://b', 'http://c'];

test('what becomes of the page is foretold', () => {
  expect(prospect([], {})).toContain('No other server is up');
  expect(prospect(others, { 'https://b': 'unreached' })).toContain('goes on with another server');
  const all = { 'https://b': 'unreached', 'http://c': 'login' } as const;
  expect(prospect(others, all)).toContain('cannot go on');
  expect(stranded([], all)).toBe(false);
});

test('what to do is told for each server that cannot be reached', () => {
  const all = { 'https://b': 'unreached', 'http://c': 'unreached', 'http://d': 'login' } as const;
  expect(hindrance('b', 'https://b', all)).toContain('open its address once');
  expect(hindrance('c', 'http://c', all)).toContain('network');
  expect(hindrance('d', 'http://d', all)).toContain('clock');
  expect(hindrance('e', 'https://e', all)).toBe('');
});
