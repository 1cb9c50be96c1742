import { untrack } from 'svelte';
import { asProblem, type Problem } from '../api/problem';

/**
 * One thing loaded from the API. While it is loaded again the old value stays on screen, and an
 * answer that was overtaken by a later question is dropped.
 */
export class Loader<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);
  loadedAt = $state(0);
  private running: AbortController | null = null;

  async load(fetch: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.running?.abort();
    const mine = new AbortController();
    this.running = mine;
    this.loading = true;
    try {
      // What a question reads on its way is no reason to ask it again.
      const value = await untrack(() => fetch(mine.signal));
      if (this.running === mine) this.take(value);
    } catch (error) {
      if (this.running === mine) this.problem = asProblem(error);
    } finally {
      if (this.running === mine) this.loading = false;
    }
  }

  clear(): void {
    this.running?.abort();
    this.running = null;
    this.value = null;
    this.problem = null;
    this.loading = false;
  }

  private take(value: T): void {
    this.value = value;
    this.problem = null;
    this.loadedAt = Date.now();
  }
}
