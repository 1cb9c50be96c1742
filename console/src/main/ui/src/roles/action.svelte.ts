import { untrack } from 'svelte';
import { asProblem, type Problem } from '../api/problem';

/** One request that a button starts: whether it runs, and how it failed. */
export class Action {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  async run(work: () => Promise<void>): Promise<void> {
    if (untrack(() => this.busy)) return;
    this.busy = true;
    this.problem = null;
    try {
      await untrack(work);
    } catch (error) {
      this.problem = asProblem(error);
    } finally {
      this.busy = false;
    }
  }
}
