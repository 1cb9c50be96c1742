import type { EventSource } from 'eventsource';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Status } from '../api/types';
import type { Signal } from './link';
import { Standby, type Hindrances } from './standby';

const B = 'https://b';
const C = 'https://c';
const status = { system: { id: 's' }, answeredBy: 'a', version: 1, servers: [] } as unknown as Status;

/** A connection that does what the test says. */
class Played extends EventTarget {
  onerror: (error: Event) => void = () => undefined;
  closed = false;
  constructor(readonly url: string) {
    super();
  }
  close = () => (this.closed = true);
  fail = (code?: number) => this.onerror(Object.assign(new Event('error'), { code }));
  says = (told: Status) =>
    this.dispatchEvent(new MessageEvent('status', { data: JSON.stringify(told) }));
}

let opened: Played[];
let words: Signal[];
let hindrances: Hindrances;
let standby: Standby;
const now = () => opened.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  vi.advanceTimersByTime(60_000);
  opened = [];
  words = [];
  hindrances = {};
  standby = new Standby(
    (url) => {
      opened.push(new Played(url));
      return now() as unknown as EventSource;
    },
    (word) => words.push(word),
    (next) => (hindrances = next),
  );
});
afterEach(() => void vi.useRealTimers());

/** A sign of life of the server in use, some time later. */
function later(millis: number, ...next: string[]): void {
  vi.advanceTimersByTime(millis);
  standby.watch(status, next);
}

test('a server that is not reached is passed over, tried again, and told when it lasts', () => {
  later(0, B, C);
  now().fail();
  expect(hindrances).toEqual({});
  later(2_001, B, C);
  expect(now().url).toBe(`${C}/api/v1/events`);
  now().says(status);
  later(31_000, B, C);
  expect(now().url).toBe(`${B}/api/v1/events`);
  now().fail();
  expect(hindrances).toEqual({ [B]: 'unreached' });
  later(31_000, B, C);
  now().says(status);
  expect(hindrances).toEqual({});
});

test('a login that is not taken is told as such', () => {
  for (let times = 0; times < 2; times++) {
    later(2_001, B);
    now().fail(401);
  }
  expect(hindrances).toEqual({ [B]: 'login' });
});

test('a server that is down, or the only one and just tried, is left in peace', () => {
  later(0, B);
  now().fail();
  later(500, B);
  expect(opened).toHaveLength(1);
  later(2_001, B);
  now().fail();
  later(100);
  expect(hindrances).toEqual({});
});

test('the same connection is kept while it says nothing new', () => {
  later(0, B, C);
  now().says(status);
  later(60_000, B, C);
  expect(opened).toHaveLength(1);
  expect(words).toEqual([]);
  standby.close();
  expect(now().closed).toBe(true);
});
