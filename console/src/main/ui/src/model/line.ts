import type { Reading } from '../api/types';

export interface Point {
  x: number;
  y: number;
}

export interface Scale {
  from: number;
  to: number;
  top: number;
  width: number;
  height: number;
}

/** Points by unbroken stretch: a value that is missing breaks the line and is never bridged. */
export function stretches(
  readings: Reading[],
  value: (reading: Reading) => number | null,
  scale: Scale,
): Point[][] {
  const runs: Point[][] = [[]];
  for (const reading of readings) {
    const y = value(reading);
    const at = reading.periodEnd === null ? NaN : Date.parse(reading.periodEnd);
    if (y === null || Number.isNaN(at)) runs.push([]);
    else runs.at(-1)?.push({ x: across(at, scale), y: scale.height * (1 - y / scale.top) });
  }
  return runs.filter((run) => run.length > 0);
}

export function across(at: number, scale: Scale): number {
  return ((at - scale.from) / Math.max(1, scale.to - scale.from)) * scale.width;
}

export function path(run: Point[]): string {
  const [first, ...rest] = run.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return first === undefined ? '' : `M${first}` + (rest.map((each) => `L${each}`).join('') || 'h1');
}

/** A round number (1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten) not below the largest value. */
export function niceTop(values: (number | null)[], least: number): number {
  const largest = Math.max(least, ...values.map((each) => each ?? 0));
  const power = 10 ** Math.floor(Math.log10(largest));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((each) => each * power >= largest) ?? 10) * power;
}
