import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Zone, ZonePage } from '../api/types';

/** A connection that does what the test says. */
class Played extends EventTarget {
  onerror: (error: Event) => void = () => undefined;
  closed = false;
  close = () => (this.closed = true);
  says = (kind: string, data: unknown = {}) =>
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }));
}

const opened: Played[] = [];
const now = () => opened.at(-1)!;
const answers: ((page: ZonePage) => void)[] = [];

vi.mock('svelte', async (whole) => ({
  ...(await whole<typeof import('svelte')>()),
  onDestroy: () => undefined,
}));
vi.mock('./live.svelte', () => ({ live: { url: (path: string) => path, target: '' } }));
vi.mock('./session.svelte', () => ({ session: { ask: () => undefined } }));
vi.mock('./events', () => ({ events: () => (opened.push(new Played()), now()) }));

const { ZoneStream } = await import('./zoneStream.svelte');

const zone = (volume: number, status: Zone['status'] = 'ok') =>
  ({ id: 1, volume, status, periodEnd: String(volume) }) as Zone;
const page = (...zones: Zone[]): ZonePage => ({ zones, next: null, total: zones.length });
const volume = () => stream.zones[0]?.volume;

let stream: InstanceType<typeof ZoneStream>;
let leave: () => void;

/** The answer to the oldest question that has none. */
async function answer(...zones: Zone[]) {
  answers.shift()!(page(...zones));
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  opened.length = 0;
  answers.length = 0;
  const load = () => stream.load(() => new Promise((resolve) => answers.push(resolve)));
  stream = new ZoneStream(load);
  leave = stream.follow('/live');
});
afterEach(() => {
  leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('is live once the page has been asked for after the stream began', async () => {
  now().says('open');
  expect(stream.flowing).toBe(false);
  await answer(zone(1));
  expect(stream.flowing).toBe(true);
  now().says('zones', { zones: [zone(2)] });
  expect(volume()).toBe(2);
});

test('news that comes while the page is on its way is not lost', async () => {
  now().says('open');
  now().says('zones', { zones: [zone(2)] });
  await answer(zone(1));
  expect(volume()).toBe(2);
});

test('stays live on signs of life alone: a period may take a minute', async () => {
  now().says('open');
  await answer(zone(1));
  for (let seconds = 0; seconds < 60; seconds += 2) {
    vi.advanceTimersByTime(2_000);
    now().says('ping');
  }
  expect(stream.flowing).toBe(true);
  expect(Date.now() - stream.heardAt).toBeLessThan(2_000);
  expect(opened).toHaveLength(1);
});

test('a stream that falls silent is left, and what was missed is asked for', async () => {
  now().says('open');
  await answer(zone(1));
  vi.advanceTimersByTime(5_000);
  expect(stream.flowing).toBe(false);
  expect(opened[0]!.closed).toBe(true);
  vi.advanceTimersByTime(250);
  expect(opened).toHaveLength(2);
  now().says('open');
  await answer(zone(1, 'stale'));
  expect(stream.zones[0]?.status).toBe('stale');
  expect(stream.flowing).toBe(true);
});

test('who leaves hears no more, and opens nothing', () => {
  now().says('open');
  leave();
  opened[0]!.says('zones', { zones: [zone(9)] });
  vi.advanceTimersByTime(60_000);
  expect(opened).toHaveLength(1);
  expect(stream.flowing).toBe(false);
});
