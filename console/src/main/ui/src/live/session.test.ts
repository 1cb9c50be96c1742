import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const KEY = 'greenwave.session';
const kept = (token: string, name: string) => JSON.stringify({ token, name });

/** The storage that all tabs share, and the event by which one tab hears of another's change. */
class Shared {
  private readonly values = new Map<string, string>();
  private heard: (event: { key: string | null }) => void = () => undefined;

  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
  removeItem = (key: string) => void this.values.delete(key);
  listen = (_: string, listener: typeof this.heard) => (this.heard = listener);

  otherTab(value: string | null): void {
    if (value === null) this.removeItem(KEY);
    else this.setItem(KEY, value);
    this.heard({ key: KEY });
  }
}

const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status });
const me = { name: 'anna', right: 'administer', kind: 'session' };
const asked = vi.fn<typeof fetch>();
let shared: Shared;

/** A page that anna has logged in to. */
async function page() {
  shared.setItem(KEY, kept('gws_1', 'anna'));
  const { session } = await import('./session.svelte');
  asked.mockResolvedValueOnce(answer(200, me));
  await session.ask('https://alpha');
  return session;
}

beforeEach(() => {
  shared = new Shared();
  vi.resetModules();
  asked.mockReset();
  vi.stubGlobal('localStorage', shared);
  vi.stubGlobal('addEventListener', shared.listen);
  vi.stubGlobal('fetch', asked);
});
afterEach(() => vi.unstubAllGlobals());

describe('what another tab does to the login', () => {
  test('a renewal is taken over, and nothing else changes', async () => {
    const session = await page();
    shared.otherTab(kept('gws_2', 'anna'));
    expect(session.shown()).toEqual({ Authorization: 'Bearer gws_2' });
    expect(session).toMatchObject({ door: 'open', who: me, why: '' });
  });

  test('a logout ends it here too, and says so', async () => {
    const session = await page();
    shared.otherTab(null);
    expect(session).toMatchObject({ door: 'closed', who: null });
    expect(session.why).toContain('ended in another tab');
    expect(session.shown()).toEqual({});
  });

  test('the login of somebody else is told, and is not taken over, nor ended', async () => {
    const session = await page();
    shared.otherTab(kept('gws_9', 'ben'));
    expect(session).toMatchObject({ door: 'closed', who: null });
    expect(session.why).toContain('ben has logged in');
    shared.otherTab(kept('gws_10', 'ben'));
    expect(session.shown()).toEqual({});
    expect(shared.getItem(KEY)).toBe(kept('gws_10', 'ben'));
  });

  test('somebody else is gone on with when that is asked for', async () => {
    const session = await page();
    shared.otherTab(kept('gws_9', 'ben'));
    expect(session.other).toBe('ben');
    session.goOn();
    expect(session).toMatchObject({ door: 'asking', other: '' });
    expect(session.shown()).toEqual({ Authorization: 'Bearer gws_9' });
  });

  test('who comes back in another tab goes on in this one', async () => {
    const session = await page();
    shared.otherTab(null);
    shared.otherTab(kept('gws_3', 'anna'));
    expect(session.door).toBe('asking');
    expect(session.shown()).toEqual({ Authorization: 'Bearer gws_3' });
  });
});

describe('a server that turns the login away', () => {
  const over = 'This login was good until 08:00, and on beta it is 21:00 now; log in again.';

  test('is quoted', async () => {
    const session = await page();
    asked.mockResolvedValueOnce(answer(401, { detail: over, firstAccount: false }));
    await session.ask('https://beta');
    expect(session).toMatchObject({ door: 'closed', why: over });
    expect(shared.getItem(KEY)).toBeNull();
  });

  test('is not heeded when another tab has renewed the login meanwhile', async () => {
    const session = await page();
    shared.setItem(KEY, kept('gws_2', 'anna'));
    asked.mockResolvedValueOnce(answer(401, { detail: over, firstAccount: false }));
    await session.ask('https://beta');
    expect(session.door).toBe('open');
    expect(session.shown()).toEqual({ Authorization: 'Bearer gws_2' });
  });
});

test('who logs out while the login is being renewed stays out', async () => {
  const session = await page();
  let renewed: (answer: Response) => void = () => undefined;
  asked.mockReturnValueOnce(new Promise((resolve) => (renewed = resolve)));
  asked.mockResolvedValueOnce(new Response(null, { status: 204 }));
  const renewing = session.renew(['https://alpha']);
  await session.logout(['https://alpha']);
  renewed(answer(200, { token: 'gws_2', expires: '', account: me }));
  await renewing;
  expect(session.door).toBe('closed');
  expect(shared.getItem(KEY)).toBeNull();
});
