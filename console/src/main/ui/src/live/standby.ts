import type { EventSource } from 'eventsource';
import type { Status } from '../api/types';
import { mayAnswer, watches } from './addresses';
import { isStranger } from './door';
import type { Signal } from './link';

/** Two servers that hold each other for dead must not toss the page to and fro. */
const CALM_MILLIS = 10_000;
/** Between two attempts to reach a server when no other is to be had. */
const PAUSE_MILLIS = 2_000;
/** How long a server that was not reached is passed over while others are to be had. */
const PASSED_OVER_MILLIS = 30_000;
/** A server that has just died is no hindrance: that it is down will be told in a moment. */
const FAILURES = 2;

/** Why the page could not go on with a server that is up, by its address. */
export type Hindrances = Readonly<Record<string, 'unreached' | 'login'>>;

/**
 * A second connection, to the server that would be next. A server that is frozen keeps its
 * connections open and falls silent; the others know within a lease, and this one tells the page,
 * long before silence could be told from a late ping. It also shows beforehand whether the page
 * could go on there: a browser may not know the other server's certificate.
 */
export class Standby {
  private source: EventSource | null = null;
  private api = '';
  private used: Status | null = null;
  private told: Status | null = null;
  private toldAt = -CALM_MILLIS;
  private readonly failures = new Map<string, { at: number; count: number; login: boolean }>();

  constructor(
    private readonly events: (url: string) => EventSource,
    private readonly onword: (word: Signal) => void,
    private readonly onreach: (hindrances: Hindrances) => void,
  ) {}

  /** Called with each sign of life of the connection in use, and the servers that could be next. */
  watch(used: Status, next: string[]): void {
    this.used = used;
    for (const api of this.failures.keys()) if (!next.includes(api)) this.reached(api);
    const api = this.choice(next);
    if (api === undefined) this.close();
    else if (api !== this.api) this.open(api);
    else this.consider();
  }

  close(): void {
    this.source?.close();
    this.source = null;
    this.told = null;
    this.api = '';
  }

  /** The first one that has not failed lately, or else the one whose failure is the oldest. */
  private choice(next: string[]): string | undefined {
    const since = (api: string) => performance.now() - (this.failures.get(api)?.at ?? -Infinity);
    const oldest = next.filter((api) => since(api) > PAUSE_MILLIS);
    oldest.sort((one, other) => since(other) - since(one));
    return next.find((api) => since(api) > PASSED_OVER_MILLIS) ?? oldest[0];
  }

  private open(api: string): void {
    this.close();
    this.api = api;
    const source = this.events(`${api}/api/v1/events`);
    this.source = source;
    source.addEventListener('status', (event) => {
      if (this.source !== source) return;
      this.reached(api);
      this.told = JSON.parse((event as MessageEvent<string>).data) as Status;
      this.consider();
    });
    source.onerror = (error) => {
      if (this.source !== source) return;
      this.close();
      this.failed(api, isStranger(error));
    };
  }

  private consider(): void {
    const word = this.told && wordOf(this.told, this.used, this.api);
    const now = performance.now();
    if (word === null || now - this.toldAt < CALM_MILLIS) return;
    this.toldAt = now;
    this.close();
    this.onword(word);
  }

  private reached(api: string): void {
    if (this.failures.delete(api)) this.report();
  }

  private failed(api: string, login: boolean): void {
    const count = (this.failures.get(api)?.count ?? 0) + 1;
    this.failures.set(api, { at: performance.now(), count, login });
    if (count >= FAILURES) this.report();
  }

  private report(): void {
    const lasting = [...this.failures].filter(([, { count }]) => count >= FAILURES);
    this.onreach(
      Object.fromEntries(lasting.map(([api, { login }]) => [api, login ? 'login' : 'unreached'])),
    );
  }
}

/** What the page should do now that the standby has said something; null for nothing. */
export function wordOf(told: Status, used: Status | null, api: string): Signal | null {
  if (used === null || told.system.id !== used.system.id) return null;
  if (saysDead(told, used)) return { kind: 'failed' };
  return watches(told) && !watches(used) ? { kind: 'better', api } : null;
}

/** Whether one server's status, no older than the other's, holds the author of the other dead. */
function saysDead(told: Status, used: Status): boolean {
  const author = told.servers.find((each) => each.name === used.answeredBy);
  return told.version >= used.version && author !== undefined && !mayAnswer(author);
}
