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

/** One page of zones, kept current by the live stream of the role. */
export class ZoneStream {
  readonly loader = new Loader<ZonePage>();
  zones = $state.raw<Zone[]>([]);
  trends = $state.raw<Map<number, Reading[]>>(new Map());
  heardAt = $state(0);
  flowing = $state(false);
  /** What else wants the news: the open details of one zone. */
  ondeltas: (deltas: ZoneDelta[]) => void = () => undefined;
  private failures = 0;

  show(page: ZonePage): void {
    this.zones = page.zones;
    this.trends = withTrend(this.trends, page.zones, TREND);
    this.heardAt = Date.now();
  }

  /** Listens through the server in use until the returned function is called. */
  follow(path: string): () => void {
    let source: EventSource | null = null;
    let timer = 0;
    const open = () => {
      source = events(live.url(path));
      source.addEventListener('zones', (event) => this.onZones(event as MessageEvent<string>));
      source.onerror = (error) => {
        if (isStranger(error)) void session.ask(live.target);
        source?.close();
        this.flowing = false;
        const pause = RETRY_MILLIS[Math.min(this.failures++, RETRY_MILLIS.length - 1)];
        timer = setTimeout(open, pause) as unknown as number;
      };
    };
    open();
    return () => {
      clearTimeout(timer);
      source?.close();
      this.flowing = false;
    };
  }

  private onZones(event: MessageEvent<string>): void {
    const { zones } = JSON.parse(event.data) as { zones: ZoneDelta[] };
    this.failures = 0;
    this.flowing = true;
    this.heardAt = Date.now();
    const next = withDeltas(this.zones, zones);
    if (next !== this.zones) {
      this.zones = next;
      this.trends = withTrend(this.trends, next, TREND);
    }
    this.ondeltas(zones);
  }
}
