import { EventSource } from 'eventsource';
import { session } from './session.svelte';

/**
 * A stream of events from a server, asked for as whoever is logged in. The browser's own kind can
 * show no login.
 */
export function events(url: string): EventSource {
  return new EventSource(url, {
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...init.headers, ...session.shown() } }),
  });
}
