import { Problem, problemOf } from '../api/problem';
import { kept, mayChange, turnedAway, type Begun, type Door, type Who } from './door';

const KEY = 'greenwave.session';
const LIMIT_MILLIS = 15_000;

/**
 * Who is logged in here. The token is kept in this browser, for all its tabs, and shown to the
 * servers of the system only; there are no cookies, so a page goes on with any of them.
 */
class Session {
  door = $state<Door>('asking');
  who = $state.raw<Who | null>(null);
  private token = kept(localStorage.getItem(KEY))?.token ?? '';

  constructor() {
    addEventListener('storage', (event) => {
      if (event.key === KEY) location.reload();
    });
  }

  get mayChange(): boolean {
    return mayChange(this.who);
  }

  /** The headers that a request shows. */
  shown(): Record<string, string> {
    return this.token === '' ? {} : { Authorization: `Bearer ${this.token}` };
  }

  /** Asks a server who is there. Anything but a clear answer changes nothing. */
  async ask(base: string): Promise<void> {
    const shown = this.token;
    try {
      const answer = await this.send(`${base}/api/v1/me`, 'GET');
      if (shown !== this.token) return;
      if (answer.ok) this.enter((await answer.json()) as Who);
      else if (answer.status === 401) this.leave(turnedAway(await answer.json()));
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

  /** Another password; all other sessions end. */
  changePassword(bases: string[], password: string, newPassword: string): Promise<void> {
    return this.begin(bases, '/api/v1/me/password', { password, newPassword });
  }

  /** Lets the session last. When that fails, the next hour will do. */
  async renew(bases: string[]): Promise<void> {
    if (this.who?.kind === 'session') {
      await this.begin(bases, '/api/v1/me/renew', {}).catch(() => undefined);
    }
  }

  /** Ends the session, here whatever the servers say. */
  async logout(bases: string[]): Promise<void> {
    await this.post(bases, '/api/v1/logout', {}).catch(() => undefined);
    this.leave('closed');
  }

  private async begin(bases: string[], path: string, body: unknown): Promise<void> {
    const answer = await this.post(bases, path, body);
    if (!answer.ok) throw await problemOf(answer);
    const { token, account } = (await answer.json()) as Begun;
    this.token = token;
    localStorage.setItem(KEY, JSON.stringify({ token, name: account.name }));
    this.enter({ ...account, kind: 'session' });
  }

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
  }

  private leave(door: Door): void {
    this.token = '';
    this.who = null;
    this.door = door;
    localStorage.removeItem(KEY);
  }
}

export const session = new Session();
