import type { Server } from '../api/types';
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
  return servers.slice(0, MOST).map(({ name, api }) => ({
    name,
    api: name === answeredBy ? target : trimmed(api),
    alive: status.find((each) => each.name === name)?.alive ?? true,
  }));
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
  return typeof each?.name === 'string' && /^https?:\/\//.test(each.api ?? '');
}

function trimmed(api: string): string {
  return api.replace(/\/+$/, '');
}
