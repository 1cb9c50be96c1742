import { expect, test } from 'vitest';
import type { Reading } from '../api/types';
import { niceTop, path, stretches, type Scale } from './line';

const scale: Scale = { from: 0, to: 4_000, top: 10, width: 400, height: 100 };
const readings: Reading[] = [3, 5, null, 10].map((volume, index) => ({
  periodEnd: new Date(index * 1_000).toISOString(),
  volume,
  occupancy: null,
  speed: null,
  quality: volume === null ? 'missing' : 'ok',
}));

test('a value that was not measured breaks the line', () => {
  const runs = stretches(readings, (each) => each.volume, scale);
  expect(runs).toEqual([
    [
      { x: 0, y: 70 },
      { x: 100, y: 50 },
    ],
    [{ x: 300, y: 0 }],
  ]);
  expect(runs.map(path)).toEqual(['M0.0 70.0L100.0 50.0', 'M300.0 0.0h1']);
});

test('nothing measured draws nothing', () => {
  expect(stretches(readings, (each) => each.speed, scale)).toEqual([]);
});

test.each([
  [[3, null], 4, 4],
  [[118.4], 60, 150],
  [[31], 20, 40],
  [[1_000], 1, 1_000],
])('%j with at least %d gets the top %d', (values, least, top) => {
  expect(niceTop(values, least)).toBe(top);
});
