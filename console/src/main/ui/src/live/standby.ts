import type { EventSource } from 'eventsource';
import type { Status } from '../api/types';

/** Two servers that hold each other for dead must not toss the page to and fro. */
const CALM_MILLIS = 10_000;

/**
 * A second connection, to the server that would be next. A server that is frozen keeps its
 * connections open and falls silent; the others know within a lease, and this one tells the page,
 * long before silence could be told from a late ping. Losing it costs only that head start.
 */
export class Standby {
  private source: EventSource | null = null;
  private api = '';
  private used: Status | null = null;
  private toldAt = -CALM_MILLIS;

  constructor(
    private readonly events: (url: string) => EventSource,
    private readonly ondead: () => void,
  ) {}

  /** Called with each status of the connection in use and the address of the next server. */
  watch(used: Status, next: string | undefined): void {
    this.used = used;
    const alone = next === undefined || !used.servers.some((each) => isNext(each, next));
    if (alone) this.close();
    else if (next !== this.api) this.open(next);
  }

  close(): void {
    this.source?.close();
    this.source = null;
    this.api = '';
  }

  private open(api: string): void {
    this.close();
    this.api = api;
    const source = this.events(`${api}/api/v1/events`);
    this.source = source;
    source.addEventListener('status', (event) => {
      if (this.source === source) this.hear(JSON.parse((event as MessageEvent<string>).data));
    });
    source.onerror = () => {
      if (this.source === source) this.close();
    };
  }

  private hear(told: Status): void {
    const now = performance.now();
    if (!saysDead(told, this.used) || now - this.toldAt < CALM_MILLIS) return;
    this.toldAt = now;
    this.close();
    this.ondead();
  }
}

/** Whether one server's status, no older than the other's, holds the author of the other dead. */
export function saysDead(told: Status, used: Status | null): boolean {
  if (used === null || told.system.id !== used.system.id) return false;
  const author = told.servers.find((each) => each.name === used.answeredBy);
  return told.version >= used.version && author?.alive === false;
}

function isNext(server: Status['servers'][number], api: string): boolean {
  return server.alive && server.api.replace(/\/+$/, '') === api;
}
