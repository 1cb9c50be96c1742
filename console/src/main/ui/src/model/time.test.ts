import { expect, test } from 'vitest';
import { full, offset, span } from './time';

test.each([
  [0, '+00:00'],
  [60, '+01:00'],
  [-210, '−03:30'],
  [345, '+05:45'],
])('%d minutes are the offset %s', (minutes, text) => {
  expect(offset(minutes)).toBe(text);
});

test('the full form names the offset and the zone', () => {
  expect(full('2026-11-22T12:03:11.250Z')).toMatch(
    /^2026-11-2\d \d\d:\d\d:11\.250 [+−]\d\d:\d\d \(.+\)$/,
  );
});

test('what is no time is shown as it came', () => {
  expect(full('soon')).toBe('soon');
});

test.each([
  [-5, '0 s'],
  [12_400, '12 s'],
  [89_000, '89 s'],
  [240_000, '4 min'],
  [3 * 3_600_000, '3 h'],
  [3 * 86_400_000, '3 d'],
])('%d ms are %s', (millis, text) => {
  expect(span(millis)).toBe(text);
});
