import { Problem, problemOf } from '../api/problem';
import {
  kept,
  mayChange,
  toldBy,
  turnedAway,
  whyTurnedAway,
  type Begun,
  type Door,
  type Kept,
  type Who,
} from './door';

const KEY = 'greenwave.session';
const LIMIT_MILLIS = 15_000;
const NOBODY: Kept = { token: '', name: '' };

/**
 * Who is logged in here. The token is kept in this browser, for all its tabs, and shown to the
 * servers of the system only; there are no cookies, so a page goes on with any of them.
 */
class Session {
  door = $state<Door>('asking');
  who = $state.raw<Who | null>(null);
  /** Why nobody is logged in here any more; empty when there is nothing to explain. */
  why = $state('');
  /** Whose login this browser keeps instead; empty unless another tab has brought it. */
  other = $state('');
  /** What this page shows; after a logout without a token, and still with the name. */
  private mine = this.stored() ?? NOBODY;

  constructor() {
    addEventListener('storage', ({ key }) => {
      if (key === KEY || key === null) this.follow();
    });
  }

  get mayChange(): boolean {
    return mayChange(this.who);
  }

  /** The headers that a request shows. */
  shown(): Record<string, string> {
    const { token } = this.mine;
    return token === '' ? {} : { Authorization: `Bearer ${token}` };
  }

  /** Asks a server who is there. Anything but a clear answer changes nothing. */
  async ask(base: string): Promise<void> {
    const shown = this.mine.token;
    try {
      const answer = await this.send(`${base}/api/v1/me`, 'GET');
      const body: unknown = answer.ok || answer.status === 401 ? await answer.json() : null;
      // Another tab may have renewed the login while this one slept: that one is good.
      if (!answer.ok) this.follow();
      if (body === null || shown !== this.mine.token) return;
      if (answer.ok) this.enter(body as Who);
      else this.leave(turnedAway(body), whyTurnedAway(body, shown));
    } catch {
      // The server has died meanwhile; the next one will be asked.
    }
  }

  /** Logs in by the first of some servers that answers. */
  login(bases: string[], name: string, password: string): Promise<void> {
    return this.begin(bases, '/api/v1/login', { name, password });
  }

  /** Makes an administrator with the token that the first server has printed. */
  first(bases: string[], token: string, name: string, password: string): Promise<void> {
    return this.begin(bases, '/api/v1/first-account', { token, name, password });
  }

  /** Lets the session last. When that fails, the next hour will do. */
  async renew(bases: string[]): Promise<void> {
    if (this.who?.kind !== 'session') return;
    const shown = this.mine.token;
    const answer = await this.post(bases, '/api/v1/me/renew', {}).catch(() => null);
    // Who has logged out meanwhile stays out.
    if (answer?.ok && shown === this.mine.token) this.begun((await answer.json()) as Begun);
  }

  /** Ends the session, here whatever the servers say. */
  async logout(bases: string[]): Promise<void> {
    await this.post(bases, '/api/v1/logout', {}).catch(() => undefined);
    this.leave('closed', '');
  }

  /** A session has begun, here and for all tabs of this browser. */
  begun({ token, account }: Begun): void {
    this.mine = { token, name: account.name };
    localStorage.setItem(KEY, JSON.stringify(this.mine));
    this.enter({ ...account, kind: 'session' });
  }

  private async begin(bases: string[], path: string, body: unknown): Promise<void> {
    const answer = await this.post(bases, path, body);
    if (!answer.ok) throw await problemOf(answer);
    this.begun((await answer.json()) as Begun);
  }

  /** Goes on as whoever has logged in in another tab. */
  goOn(): void {
    this.mine = this.stored() ?? this.mine;
    this.other = '';
    this.door = 'asking';
  }

  /** Goes on with what another tab has kept. What is open in this one stays as it is. */
  private follow(): void {
    const theirs = this.stored();
    switch (toldBy(this.mine, theirs)) {
      case 'nothing':
        return;
      case 'renewed':
        this.mine = theirs ?? NOBODY;
        if (this.door !== 'open') this.door = 'asking';
        return;
      case 'ended':
        return this.leave('closed', 'This login has ended in another tab of this browser.');
      case 'another':
        this.leave('closed', another(theirs?.name ?? ''));
        this.other = theirs?.name ?? '';
        return;
    }
  }

  private stored(): Kept | null {
    return kept(localStorage.getItem(KEY));
  }

  /** For what may be done twice: a server that does not answer may have done it. */
  private async post(bases: string[], path: string, body: unknown): Promise<Response> {
    for (const base of bases) {
      try {
        const answer = await this.send(base + path, 'POST', JSON.stringify(body));
        if (answer.status !== 503) return answer;
      } catch {
        // This one does not answer; the next one may.
      }
    }
    throw new Problem(0, 'No server answers', 'No server can do this now; try again in a moment.');
  }

  private send(url: string, method: string, body: string | null = null): Promise<Response> {
    return fetch(url, {
      method,
      body,
      headers: { ...this.shown(), 'Content-Type': 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.timeout(LIMIT_MILLIS),
    });
  }

  private enter(who: Who): void {
    this.who = who;
    this.door = 'open';
    this.why = '';
    this.other = '';
  }

  /** What is kept goes only if it is this page's: another account's login is not ours to end. */
  private leave(door: Door, why: string): void {
    const { token, name } = this.mine;
    if (this.stored()?.token === token) localStorage.removeItem(KEY);
    this.mine = { token: '', name };
    this.who = null;
    this.door = door;
    this.why = why;
    this.other = '';
  }
}

function another(name: string): string {
  return `${name} has logged in in another tab, and a browser keeps one login for all of them.`;
}

export const session = new Session();
