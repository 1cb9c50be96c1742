import type { Server, UpgradeStep } from '../api/types';

/** Whether servers have different versions. */
export function mixed(servers: Server[]): boolean {
  return new Set(servers.map((server) => server.version)).size > 1;
}

/** Whether a text is a version, as the API takes it. */
export function isVersion(text: string): boolean {
  return /^\d{1,6}\.\d{1,6}\.\d{1,6}$/.test(text);
}

/** How far a server is, in a word and a colour. */
export function phaseShown(step: UpgradeStep): {
  colour: 'green' | 'amber' | 'red' | 'grey';
  word: string;
} {
  switch (step.phase) {
    case 'done':
      return { colour: 'green', word: 'done' };
    case 'waiting':
      return step.safe
        ? { colour: 'grey', word: 'safe now' }
        : { colour: 'amber', word: 'not yet safe' };
    case 'down':
      return { colour: 'red', word: 'down' };
    case 'emptying':
    case 'empty':
    case 'returned':
      return { colour: 'amber', word: step.phase };
  }
}

/** What goes where when a server is taken out; empty for nothing, or when that is over. */
export function leaving(step: UpgradeStep): string {
  if (step.phase === 'done') return '';
  const roles = step.moves.map(({ role, to }) =>
    to === null ? `${role} can go nowhere` : `${role} → ${to}`,
  );
  const lead = step.nextLeader === null ? [] : [`lead → ${step.nextLeader}`];
  return [...roles, ...lead].join(', ');
}
