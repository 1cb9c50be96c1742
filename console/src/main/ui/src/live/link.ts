// The rules by which the page stays connected: pure, no clock, no socket, no timer.
//
//   connecting --opened--> live --failed or silent--> connecting (next server)
//   connecting --failed or too slow--> connecting (next server), after a whole round: waiting
//   waiting --pause over--> connecting (next server)
//   live --better--> connecting (a server that watches the others)
//   any --resumed--> connecting (the same server)
//
// The page stays with the server it reached, unless that one watches nothing: an expansion server
// is left for the first Directory server that answers.

export interface Address {
  name: string;
  api: string;
  /** False if the last view of the system says that this server is down. */
  alive: boolean;
  /** False for an expansion server, which cannot tell how the others are. */
  watches: boolean;
}

export type Phase = 'connecting' | 'live' | 'waiting';

export interface Link {
  phase: Phase;
  /** Base address of the server in use or being tried. */
  target: string;
  /** Start of the phase, or when the server was last heard while live. */
  since: number;
  /** Addresses that failed since the link was last live. */
  failed: string[];
  /** Rounds over all servers that ended without success. */
  rounds: number;
  /** The server that was last live, for the words "reconnected to". */
  lastLive: string | null;
  known: Address[];
}

export type Signal =
  | { kind: 'heard' }
  | { kind: 'failed' }
  | { kind: 'tick' }
  | { kind: 'servers'; known: Address[] }
  | { kind: 'better'; api: string }
  /** The page looks again, after a time in which it did not. */
  | { kind: 'resumed' };

/** What the world must do after a step. */
export type Command =
  { kind: 'connect'; api: string } | { kind: 'disconnect' } | { kind: 'reconnected'; api: string };

export interface Step {
  link: Link;
  commands: Command[];
}

export const CONNECT_MILLIS = 1_200;
/** Pings come every 2 s; one may be late by half, a second one is not waited for. */
export const SILENCE_MILLIS = 3_000;
export const PAUSE_MILLIS = [300, 600, 1_000, 2_000];

export function start(origin: string, known: Address[], at: number): Link {
  return {
    phase: 'connecting',
    target: origin,
    since: at,
    failed: [],
    rounds: 0,
    lastLive: null,
    known,
  };
}

export function step(link: Link, signal: Signal, at: number): Step {
  switch (signal.kind) {
    case 'heard':
      return onHeard(link, at);
    case 'failed':
      return link.phase === 'waiting' ? stay(link) : onFailed(link, at);
    case 'servers':
      return stay({ ...link, known: signal.known });
    case 'better':
      return link.phase === 'live' ? connect({ ...link, failed: [] }, signal.api, at) : stay(link);
    case 'resumed':
      // Coming back to where it was is nothing to announce.
      return connect({ ...link, failed: [], rounds: 0, lastLive: null }, link.target, at);
    case 'tick':
      return onTick(link, at);
  }
}

/** Addresses in the order in which they should be tried: the present one first. */
export function ring(link: Link): string[] {
  const others = link.known.filter((each) => each.api !== link.target);
  others.sort((one, other) => rank(one) - rank(other));
  return [link.target, ...others.map((each) => each.api)];
}

/** The servers that the page would go on with, the first one first; those that are down are not. */
export function standbys(link: Link): string[] {
  const up = link.known.filter((each) => each.alive).map((each) => each.api);
  return ring(link)
    .slice(1)
    .filter((api) => up.includes(api));
}

/** Those that are up before those that are down, and of either those that watch first. */
function rank({ alive, watches }: Address): number {
  return (alive ? 0 : 2) + (watches ? 0 : 1);
}

function onHeard(link: Link, at: number): Step {
  const moved = link.lastLive !== null && (link.lastLive !== link.target || link.phase !== 'live');
  const next: Link = {
    ...link,
    phase: 'live',
    since: at,
    failed: [],
    rounds: 0,
    lastLive: link.target,
  };
  return { link: next, commands: moved ? [{ kind: 'reconnected', api: link.target }] : [] };
}

function onFailed(link: Link, at: number): Step {
  const failed = link.phase === 'live' ? [link.target] : [...link.failed, link.target];
  const next = ring(link).find((api) => !failed.includes(api));
  if (next === undefined) {
    const waiting: Link = { ...link, phase: 'waiting', since: at, failed, rounds: link.rounds + 1 };
    return { link: waiting, commands: [{ kind: 'disconnect' }] };
  }
  return connect({ ...link, failed }, next, at);
}

function onTick(link: Link, at: number): Step {
  const elapsed = at - link.since;
  switch (link.phase) {
    case 'live':
      return elapsed > SILENCE_MILLIS ? onFailed(link, at) : stay(link);
    case 'connecting':
      return elapsed > CONNECT_MILLIS ? onFailed(link, at) : stay(link);
    case 'waiting':
      return elapsed > pauseMillis(link) ? nextRound(link, at) : stay(link);
  }
}

function nextRound(link: Link, at: number): Step {
  const order = ring(link);
  return connect({ ...link, failed: [] }, order[1] ?? order[0] ?? link.target, at);
}

function connect(link: Link, api: string, at: number): Step {
  return {
    link: { ...link, phase: 'connecting', target: api, since: at },
    commands: [{ kind: 'connect', api }],
  };
}

function pauseMillis(link: Link): number {
  return PAUSE_MILLIS[Math.min(link.rounds, PAUSE_MILLIS.length) - 1] ?? 0;
}

function stay(link: Link): Step {
  return { link, commands: [] };
}
