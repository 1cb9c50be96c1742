import type { Server, Status } from '../api/types';
import type { Address } from './link';

// The list of servers that the page could turn to: pure functions, and its place in the session.

const KEY = 'greenwave.servers';
const MOST = 64;

/**
 * Addresses from the servers' own words. The server that answers now keeps the address by which it
 * was reached (people type `localhost` where the server says 127.0.0.1).
 */
export function addresses(
  servers: { name: string; api: string }[],
  answeredBy: string | null,
  target: string,
  status: Server[],
): Address[] {
  return servers.slice(0, MOST).map(({ name, api }) => {
    const seen = status.find((each) => each.name === name);
    return {
      name,
      api: name === answeredBy ? target : trimmed(api),
      alive: seen === undefined || mayAnswer(seen),
      watches: seen?.kind !== 'expansion',
    };
  });
}

/** Whether nobody holds the server for down: an expansion server does not know of the others. */
export function mayAnswer(server: Server): boolean {
  return server.alive || server.state === 'unknown';
}

/** Whether the author of a status can tell how the other servers are. */
export function watches(status: Status): boolean {
  return status.servers.find((each) => each.name === status.answeredBy)?.kind !== 'expansion';
}

export function nameOf(known: Address[], api: string): string {
  return known.find((each) => each.api === api)?.name ?? api.replace(/^https?:\/\//, '');
}

/** What an earlier page of this session learnt; anything unreadable counts as nothing. */
export function remembered(storage: Storage): Address[] {
  try {
    const list: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter(isAddress).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function remember(storage: Storage, known: Address[]): void {
  try {
    storage.setItem(KEY, JSON.stringify(known));
  } catch {
    // A browser that forbids storage loses only the head start of the next page.
  }
}

function isAddress(value: unknown): value is Address {
  const each = value as Partial<Address> | null;
  return (
    typeof each?.name === 'string' &&
    typeof each.watches === 'boolean' &&
    /^https?:\/\//.test(each.api ?? '')
  );
}

export function trimmed(api: string): string {
  return api.replace(/\/+$/, '');
}
