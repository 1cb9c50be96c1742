import { Problem, problemOf } from './problem';

// Requests to whichever server is in use. A read that gets no answer goes on to the next server by
// itself; an edit never does, since nobody could say whether it was carried out twice.

const READ_MILLIS = 3_000;
const WRITE_MILLIS = 15_000;

export interface Route {
  /** Base addresses, the server in use first. */
  ring(): string[];
  /** Resolves when a server is connected, or false when none was found in time. */
  ready(): Promise<boolean>;
}

/** As whom requests are made. */
export interface Shown {
  /** The headers that a request shows. */
  shown(): Record<string, string>;
  /** Called when a server does not know who asks, or no more. */
  ask(base: string): Promise<void>;
}

export interface Edit {
  method: 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  version?: number;
}

export class Http {
  /** The newest log index of our own edits; sent with reads so that they see those edits. */
  private seen = 0;

  constructor(
    private readonly route: Route,
    private readonly session: Shown,
  ) {}

  async read<T>(path: string, signal?: AbortSignal): Promise<T> {
    for (const base of this.route.ring()) {
      const answer = await this.tryRead(base + path, signal);
      if (answer === null) continue;
      if (!answer.ok) throw await this.refused(answer, base);
      return (await answer.json()) as T;
    }
    throw new Problem(0, 'No server answers', 'No server answers. The page keeps trying.');
  }

  async edit<T>(edit: Edit): Promise<T | null> {
    if (!(await this.route.ready())) {
      throw new Problem(
        0,
        'Not sent',
        'No server can be reached, so nothing was sent. Try again when the page is connected.',
      );
    }
    const answer = await this.send(edit);
    if (!answer.ok) throw await this.refused(answer, this.route.ring()[0] ?? '');
    this.seen = Math.max(this.seen, Number(answer.headers.get('Greenwave-Version') ?? 0) || 0);
    return answer.status === 204 ? null : ((await answer.json()) as T);
  }

  private refused(answer: Response, base: string): Promise<Problem> {
    if (answer.status === 401) void this.session.ask(base);
    return problemOf(answer);
  }

  private async tryRead(url: string, signal?: AbortSignal): Promise<Response | null> {
    const limit = AbortSignal.timeout(READ_MILLIS);
    const headers = this.session.shown();
    if (this.seen > 0) headers['Greenwave-Version'] = String(this.seen);
    try {
      return await fetch(url, {
        headers,
        cache: 'no-store',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      return null;
    }
  }

  private async send(edit: Edit): Promise<Response> {
    const headers = this.session.shown();
    if (edit.body !== undefined) headers['Content-Type'] = 'application/json';
    if (edit.version !== undefined) headers['If-Match'] = `"${edit.version}"`;
    try {
      return await fetch((this.route.ring()[0] ?? '') + edit.path, {
        method: edit.method,
        headers,
        body: edit.body === undefined ? null : JSON.stringify(edit.body),
        signal: AbortSignal.timeout(WRITE_MILLIS),
      });
    } catch {
      throw new Problem(
        0,
        'The answer was lost',
        'The connection broke before the server answered, so it is unknown whether this was ' +
          'carried out. Look at the present state before you try again.',
        [],
        null,
        true,
      );
    }
  }
}
