import type { EventSource } from 'eventsource';
import { calls } from '../api/calls';
import { Http } from '../api/http';
import type { Status } from '../api/types';
import { newsBetween } from '../model/news';
import { addresses, nameOf, remember, remembered } from './addresses';
import { isStranger } from './door';
import { events } from './events';
import { ring, standbys, start, step, type Link, type Signal } from './link';
import { notices } from './notices.svelte';
import { session } from './session.svelte';
import { Standby, type Hindrances } from './standby';

// The one live connection of the page: carries out what the rules in link.ts ask for, and holds
// the last status that any server sent. Losing it costs nothing: the next server sends it whole.

const TICK_MILLIS = 250;
const READY_MILLIS = 3_000;
/** After a switch a server may lag behind what was already shown; that much is waited out. */
const LAG_MILLIS = 3_000;
const RENEW_MILLIS = 3_600_000;

type Hold = 'outside' | 'hidden';

class Live {
  status = $state.raw<Status | null>(null);
  link = $state.raw<Link>(start(location.origin, remembered(sessionStorage), Date.now()));
  now = $state(Date.now());
  heardAt = $state(Date.now());
  /** Change only when the server changes, unlike `link`, which changes with every ping. */
  readonly target = $derived(this.link.target);
  readonly phase = $derived(this.link.phase);
  private statusAt = 0;
  /** An older status than the one that is shown, which may stand for long where its server is cut off. */
  private lagging: Status | null = null;
  /** Why nobody is asked at the moment: nobody has logged in, or nobody looks. */
  private holds = $state.raw<Hold[]>([]);
  private source: EventSource | null = null;
  /** Who answers on the connection in use; unknown until its first status. */
  private answeredBy: string | null = null;
  /** Which of the servers that are up the page could not go on with. */
  hindrances = $state.raw<Hindrances>({});
  private readonly standby = new Standby(
    events,
    (word) => this.signal(word),
    (hindrances) => (this.hindrances = hindrances),
  );

  get connected(): boolean {
    return this.phase === 'live' && this.holds.length === 0;
  }

  /** The name of the server in use or being tried. */
  get server(): string {
    return nameOf(this.link.known, this.link.target);
  }

  open(): void {
    // A browser has six connections for each server: tabs that nobody sees keep none.
    const look = () => (document.hidden ? this.hold('hidden') : this.resume('hidden'));
    document.addEventListener('visibilitychange', look);
    if (document.hidden) look();
    else this.connect(this.link.target);
    setInterval(() => {
      this.signal({ kind: 'tick' });
      if (Date.now() - this.now >= 1_000 || !this.connected) this.now = Date.now();
    }, TICK_MILLIS);
    setInterval(() => void session.renew(this.ring()), RENEW_MILLIS);
    addEventListener('online', () => this.signal({ kind: 'tick' }));
  }

  url(path: string): string {
    return this.target + path;
  }

  ring(): string[] {
    return ring(this.link);
  }

  /** The servers that the page would go on with. */
  standbys(): string[] {
    return standbys(this.link);
  }

  async ready(): Promise<boolean> {
    const until = Date.now() + READY_MILLIS;
    while (!this.connected && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return this.connected;
  }

  /** Stops asking servers for as long as there is a reason for it. */
  hold(why: Hold): void {
    if (!this.holds.includes(why)) this.holds = [...this.holds, why];
    this.standby.close();
    this.source?.close();
    this.source = null;
  }

  /** Goes on where it was, unless another reason is left. */
  resume(why: Hold): void {
    if (!this.holds.includes(why)) return;
    this.holds = this.holds.filter((each) => each !== why);
    this.now = Date.now();
    this.signal({ kind: 'resumed' });
  }

  private signal(signal: Signal): void {
    if (this.holds.length > 0) return;
    const { link, commands } = step(this.link, signal, Date.now());
    if (link !== this.link) this.link = link;
    for (const command of commands) {
      switch (command.kind) {
        case 'connect':
          this.connect(command.api);
          break;
        case 'disconnect':
          this.standby.close();
          this.source?.close();
          break;
        case 'reconnected':
          notices.say(`Reconnected to ${this.server}`, 'quiet');
          break;
      }
    }
  }

  private connect(api: string): void {
    this.source?.close();
    this.answeredBy = null;
    this.lagging = null;
    const source = events(`${api}/api/v1/events`);
    this.source = source;
    const on = (type: string, take: (data: string) => void) =>
      source.addEventListener(type, (event) => {
        if (this.source !== source) return;
        this.heardAt = Date.now();
        take((event as MessageEvent<string>).data);
        this.signal({ kind: 'heard' });
      });
    on('status', (data) => this.onStatus(JSON.parse(data) as Status));
    on('servers', (data) => this.onServers(JSON.parse(data) as { servers: [] }));
    on('ping', () => {
      if (this.lagging) this.onStatus(this.lagging);
      this.look();
    });
    source.onerror = (error) => {
      if (this.source !== source) return;
      source.close();
      if (isStranger(error)) void this.turnedAway(api);
      else this.signal({ kind: 'failed' });
    };
  }

  /** The server does not know the login, or no more: it says what to do. */
  private async turnedAway(api: string): Promise<void> {
    this.hold('outside');
    await session.ask(api);
    if (session.door === 'open' || session.door === 'asking') this.resume('outside');
  }

  private onStatus(status: Status): void {
    const before = this.status;
    this.answeredBy = status.answeredBy;
    if (session.who === null) void session.ask(this.target);
    const older = before?.system.id === status.system.id && status.version < before.version;
    this.lagging = older && Date.now() - this.statusAt < LAG_MILLIS ? status : null;
    if (this.lagging) return;
    this.statusAt = Date.now();
    this.now = this.statusAt;
    this.status = status;
    this.know(status.servers);
    this.look();
    for (const { sentence, tone, about } of newsBetween(before, status)) {
      notices.say(sentence, tone, about);
    }
  }

  /** Looks after the server that would be next. */
  private look(): void {
    const known = this.status !== null && this.answeredBy === this.status.answeredBy;
    if (known && this.status) this.standby.watch(this.status, this.standbys());
  }

  private onServers(event: { servers: { name: string; api: string }[] }): void {
    this.know(event.servers);
  }

  private know(servers: { name: string; api: string }[]): void {
    const seen = this.status?.servers ?? [];
    const known = addresses(servers, this.answeredBy, this.link.target, seen);
    this.signal({ kind: 'servers', known });
    remember(sessionStorage, known);
  }
}

export const live = new Live();
export const api = calls(new Http(live, session));
