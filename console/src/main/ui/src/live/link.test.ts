import { describe, expect, test } from 'vitest';
import {
  CONNECT_MILLIS,
  PAUSE_MILLIS,
  SILENCE_MILLIS,
  standbys,
  start,
  step,
  type Address,
  type Command,
  type Link,
  type Signal,
} from './link';

const A = 'http://a';
const B = 'http://b';
const C = 'http://c';
const known: Address[] = [A, B, C].map((api) => ({
  name: api.slice(-1),
  api,
  alive: true,
  watches: true,
}));

/** Plays signals, each at its time, and collects what the link asks for. */
function play(from: Link, ...signals: [number, Signal['kind'] | Signal][]) {
  let link = from;
  const asked: Command[] = [];
  for (const [at, signal] of signals) {
    const whole = typeof signal === 'string' ? ({ kind: signal } as Signal) : signal;
    const next = step(link, whole, at);
    link = next.link;
    asked.push(...next.commands);
  }
  return { link, asked };
}

const live = (at: number) => play(start(A, known, at), [at, 'heard']).link;

describe('the first connection', () => {
  test('is live once the server is heard, and announces nothing', () => {
    const { link, asked } = play(start(A, known, 0), [100, 'heard']);
    expect(link.phase).toBe('live');
    expect(asked).toEqual([]);
  });

  test('goes on to the next server when the first one refuses', () => {
    const { link, asked } = play(start(A, known, 0), [10, 'failed'], [20, 'heard']);
    expect(asked).toEqual([{ kind: 'connect', api: B }]);
    expect(link).toMatchObject({ phase: 'live', target: B });
  });

  test('gives up on a server that accepts and then says nothing', () => {
    const { asked } = play(
      start(A, known, 0),
      [CONNECT_MILLIS, 'tick'],
      [CONNECT_MILLIS + 1, 'tick'],
    );
    expect(asked).toEqual([{ kind: 'connect', api: B }]);
  });
});

describe('a server that dies', () => {
  test('is left at once, and the change is announced when the next one is heard', () => {
    const { link, asked } = play(live(0), [5_000, 'failed'], [5_020, 'heard']);
    expect(asked).toEqual([
      { kind: 'connect', api: B },
      { kind: 'reconnected', api: B },
    ]);
    expect(link.target).toBe(B);
  });

  test('is left within a second and a half although the next one is frozen', () => {
    const { link, asked } = play(
      live(0),
      [5_000, 'failed'],
      [5_000 + CONNECT_MILLIS + 1, 'tick'],
      [5_000 + CONNECT_MILLIS + 30, 'heard'],
    );
    expect(asked.map((each) => each.kind)).toEqual(['connect', 'connect', 'reconnected']);
    expect(link.target).toBe(C);
    expect(CONNECT_MILLIS).toBeLessThan(1_500);
  });

  test('by silence alone is left after one late ping, not before', () => {
    const { asked } = play(live(0), [SILENCE_MILLIS, 'tick']);
    expect(asked).toEqual([]);
    expect(play(live(0), [SILENCE_MILLIS + 1, 'tick']).asked).toEqual([
      { kind: 'connect', api: B },
    ]);
  });

  test('a server that is known to be down is tried last', () => {
    const told = known.map((each) => ({ ...each, alive: each.api !== B }));
    const { asked } = play(live(0), [1, { kind: 'servers', known: told }], [2, 'failed']);
    expect(asked).toEqual([{ kind: 'connect', api: C }]);
  });

  test('is not returned to when it is back', () => {
    const { link } = play(
      live(0),
      [1, 'failed'],
      [2, 'heard'],
      [60_000, 'heard'],
      [61_000, 'tick'],
    );
    expect(link.target).toBe(B);
  });
});

test('who looks again asks the same server first, and is not told of coming back', () => {
  const { link, asked } = play(live(0), [900_000, 'resumed'], [900_001, 'tick'], [900_020, 'heard']);
  expect(asked).toEqual([{ kind: 'connect', api: A }]);
  expect(link).toMatchObject({ phase: 'live', target: A });
  expect(play(link, [900_030, 'resumed'], [900_031, 'failed']).asked.at(-1)).toEqual({
    kind: 'connect',
    api: B,
  });
});

describe('a server that watches nothing', () => {
  const blind = known.map((each) => ({ ...each, watches: each.api === C }));
  const on = (api: string) => play(start(api, blind, 0), [0, 'heard']).link;

  test('is turned to last, unless the others are down', () => {
    expect(play(on(A), [1, 'failed']).asked).toEqual([{ kind: 'connect', api: C }]);
    const down = blind.map((each) => ({ ...each, alive: each.api !== C }));
    const { asked } = play(on(A), [1, { kind: 'servers', known: down }], [2, 'failed']);
    expect(asked).toEqual([{ kind: 'connect', api: B }]);
  });

  test('is left for one that watches, and returned to when that one fails after all', () => {
    const { link, asked } = play(
      on(A),
      [5, { kind: 'better', api: C }],
      [6, 'failed'],
      [7, 'failed'],
    );
    expect(asked).toEqual([
      { kind: 'connect', api: C },
      { kind: 'connect', api: A },
      { kind: 'connect', api: B },
    ]);
    expect(link.phase).toBe('connecting');
  });

  test('is not left while the page is connecting anyway', () => {
    expect(play(start(A, blind, 0), [1, { kind: 'better', api: C }]).asked).toEqual([]);
  });

  test('is no hindrance to knowing who is next', () => {
    const down = blind.map((each) => ({ ...each, alive: each.api !== B }));
    expect(standbys(start(A, down, 0))).toEqual([C]);
    expect(standbys(start(A, blind, 0))).toEqual([C, B]);
  });
});

describe('when no server answers', () => {
  const dark = () => play(live(0), [1, 'failed'], [2, 'failed'], [3, 'failed']);

  test('every server is tried once, then a pause is made', () => {
    const { link, asked } = dark();
    expect(asked).toEqual([
      { kind: 'connect', api: B },
      { kind: 'connect', api: C },
      { kind: 'disconnect' },
    ]);
    expect(link.phase).toBe('waiting');
  });

  test('the next round begins after the pause and pauses grow up to a bound', () => {
    let { link } = dark();
    let at = 3;
    for (const pause of [...PAUSE_MILLIS, PAUSE_MILLIS.at(-1)!]) {
      expect(step(link, { kind: 'tick' }, at + pause).link.phase).toBe('waiting');
      at += pause + 1;
      link = step(link, { kind: 'tick' }, at).link;
      expect(link.phase).toBe('connecting');
      link = play(link, [at, 'failed'], [at, 'failed'], [at, 'failed']).link;
      expect(link.phase).toBe('waiting');
    }
  });

  test('coming back to the same server is announced as well', () => {
    const alone = play(start(A, known.slice(0, 1), 0), [0, 'heard']).link;
    const { asked } = play(alone, [1, 'failed'], [PAUSE_MILLIS[0]! + 2, 'tick'], [400, 'heard']);
    expect(asked).toEqual([
      { kind: 'disconnect' },
      { kind: 'connect', api: A },
      { kind: 'reconnected', api: A },
    ]);
  });

  test('a late failure of a closed connection changes nothing', () => {
    const { link } = dark();
    expect(step(link, { kind: 'failed' }, 4)).toEqual({ link, commands: [] });
  });
});
