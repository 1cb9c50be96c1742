import type { Role } from '../api/types';

/** What is worth telling although the role has a host. */
const TOLD = ['flap-guard', 'maintenance-waits', 'better-server-settling', 'lease-running'];

/** What is being waited for, or holds the role back; empty when nothing is. */
export function waiting(role: Role): string {
  if (role.guard?.heldBack) {
    const ended = role.guard.ended?.join(' and ') ?? '';
    return (
      `${role.name} could not be stopped on ${ended} and ended the server process there. It is ` +
      'kept from the last Directory majority until somebody resets it.'
    );
  }
  return role.now && TOLD.includes(role.now.code) ? role.now.sentence : '';
}

/** Whether a person can let it go on. */
export function guarded(role: Role): boolean {
  return role.guard?.heldBack === true || role.now?.code === 'flap-guard';
}
