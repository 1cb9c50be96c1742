// Who may go on, and what a page does about an answer: pure, no storage, no clock.

export type Right = 'view' | 'administer';

export interface Who {
  name: string;
  right: Right;
  /** By a session, by a key, or by nothing, as logins are off on that server. */
  kind: 'session' | 'key' | 'open';
}

/** What a server answers to a login. */
export interface Begun {
  token: string;
  expires: string;
  account: { name: string; right: Right };
}

/** `asking` until a server has said who is there; `first` while nobody has an account. */
export type Door = 'asking' | 'open' | 'closed' | 'first';

export interface Kept {
  token: string;
  name: string;
}

/** What an earlier page has kept; anything unreadable counts as nothing. */
export function kept(text: string | null): Kept | null {
  try {
    const read = JSON.parse(text ?? 'null') as Partial<Kept> | null;
    return typeof read?.token === 'string' && typeof read.name === 'string'
      ? { token: read.token, name: read.name }
      : null;
  } catch {
    return null;
  }
}

/** Whether a stream ended because its server does not know the login, or no more. */
export function isStranger(error: Event): boolean {
  return (error as { code?: number } & Event).code === 401;
}

/** Where a 401 leads to. */
export function turnedAway(body: unknown): Door {
  return (body as { firstAccount?: boolean } | null)?.firstAccount === true ? 'first' : 'closed';
}

/** Why a login that was shown is not good, in the server's words; who showed none needs no reason. */
export function whyTurnedAway(body: unknown, shown: string): string {
  const detail = (body as { detail?: unknown } | null)?.detail;
  return shown !== '' && typeof detail === 'string' ? detail : '';
}

/** What another tab of this browser has done to the login that they share. */
export type Told = 'nothing' | 'renewed' | 'ended' | 'another';

/** Compares what is kept now with what this page had; without a token it only knows who it was. */
export function toldBy(mine: Kept, theirs: Kept | null): Told {
  if ((theirs?.token ?? '') === mine.token) return 'nothing';
  if (theirs === null) return 'ended';
  return mine.name === '' || mine.name === theirs.name ? 'renewed' : 'another';
}

/** The token of a link to make the first administrator, as `/?first=TOKEN`. */
export function firstToken(search: string): string {
  return new URLSearchParams(search).get('first') ?? '';
}

export function mayChange(who: Who | null): boolean {
  return who?.right === 'administer';
}
