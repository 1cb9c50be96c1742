import type { EventSource } from 'eventsource';
import type { Reading, Zone, ZonePage } from '../api/types';
import { withDeltas, withTrend, type ZoneDelta } from '../model/zones';
import { isStranger } from './door';
import { events } from './events';
import { live } from './live.svelte';
import { Loader } from './loader.svelte';
import { session } from './session.svelte';

const TREND = 40;
const RETRY_MILLIS = [250, 500, 1_000, 2_000];
/** A host that has no news says so every 2 s; a second such sign is not waited for. */
const SILENCE_MILLIS = 5_000;

/** One page of zones, kept current by the live stream of the role. */
export class ZoneStream {
  readonly loader = new Loader<ZonePage>();
  zones = $state.raw<Zone[]>([]);
  trends = $state.raw<Map<number, Reading[]>>(new Map());
  /** When the values shown were last known to be the newest. */
  heardAt = $state(0);
  private open = $state(false);
  private whole = $state(false);
  /** News that came while the page was being asked for, which may be older than they are. */
  private news: ZoneDelta[] = [];
  private failures = 0;

  constructor(private readonly reload: () => void) {}

  /** Whether all that is shown is as the host has it. */
  get flowing(): boolean {
    return this.open && this.whole;
  }

  /** Shows the page that an answer brings. */
  load(fetch: (signal: AbortSignal) => Promise<ZonePage>): Promise<void> {
    return this.loader.load(async (signal) => {
      this.news = [];
      const page = await fetch(signal);
      if (!signal.aborted) this.show(withDeltas(page.zones, this.news));
      return page;
    });
  }

  /** Listens through the server in use until the returned function is called. */
  follow(path: string): () => void {
    let source: EventSource | null = null;
    let timer = 0;
    const wait = (then: () => void, millis: number) => {
      clearTimeout(timer);
      timer = setTimeout(then, millis) as unknown as number;
    };
    const again = () => {
      source?.close();
      this.open = false;
      wait(connect, RETRY_MILLIS[Math.min(this.failures++, RETRY_MILLIS.length - 1)] ?? 0);
    };
    const connect = () => {
      const mine = events(live.url(path));
      source = mine;
      wait(again, SILENCE_MILLIS);
      const on = (type: string, take: (event: Event) => void) =>
        mine.addEventListener(type, (event) => {
          if (source !== mine) return;
          take(event);
          wait(again, SILENCE_MILLIS);
          if (this.flowing) this.heardAt = Date.now();
        });
      on('open', () => this.onOpen());
      on('zones', (event) => this.onZones(event as MessageEvent<string>));
      on('ping', () => undefined);
      mine.onerror = (error) => {
        if (source !== mine) return;
        if (isStranger(error)) void session.ask(live.target);
        again();
      };
    };
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
      source = null;
      this.open = false;
    };
  }

  /** What has happened before the stream began is not sent on it. */
  private onOpen(): void {
    this.failures = 0;
    this.open = true;
    this.whole = false;
    this.reload();
  }

  private onZones(event: MessageEvent<string>): void {
    const { zones } = JSON.parse(event.data) as { zones: ZoneDelta[] };
    if (this.loader.loading) this.news.push(...zones);
    const next = withDeltas(this.zones, zones);
    if (next !== this.zones) this.take(next);
  }

  private show(zones: Zone[]): void {
    this.whole = true;
    this.heardAt = Date.now();
    this.take(zones);
  }

  private take(zones: Zone[]): void {
    this.zones = zones;
    this.trends = withTrend(this.trends, zones, TREND);
  }
}
