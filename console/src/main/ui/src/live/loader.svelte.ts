import { onDestroy, untrack } from 'svelte';
import { asProblem, type Problem } from '../api/problem';

const RETRY_MILLIS = 1_500;

/**
 * One thing loaded from the API, for as long as the component that made it lives. While it is
 * loaded again the old value stays on screen; an answer that was overtaken by a later question is
 * dropped; what failed through no fault of the question is asked again.
 */
export class Loader<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);
  /** When the value came. */
  takenAt = $state(0);
  private running: AbortController | null = null;
  private again = 0;

  constructor() {
    onDestroy(() => this.stop());
  }

  async load(fetch: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.stop();
    const mine = new AbortController();
    this.running = mine;
    this.loading = true;
    try {
      // What a question reads on its way is no reason to ask it again.
      const value = await untrack(() => fetch(mine.signal));
      if (this.running === mine) this.take(value);
    } catch (error) {
      if (this.running === mine) this.fail(asProblem(error), fetch);
    } finally {
      if (this.running === mine) this.loading = false;
    }
  }

  private stop(): void {
    clearTimeout(this.again);
    this.running?.abort();
    this.running = null;
  }

  private take(value: T): void {
    this.value = value;
    this.takenAt = Date.now();
    this.problem = null;
  }

  private fail(problem: Problem, fetch: (signal: AbortSignal) => Promise<T>): void {
    this.problem = problem;
    const passing = problem.status === 0 || problem.status >= 500;
    if (passing) this.again = window.setTimeout(() => void this.load(fetch), RETRY_MILLIS);
  }
}
