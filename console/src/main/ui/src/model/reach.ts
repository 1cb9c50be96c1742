import type { Hindrances } from '../live/standby';

// Whether the page could go on with another server when the one in use dies: foretold in sentences.

/** What becomes of the page when the server in use dies. */
export function prospect(others: string[], hindrances: Hindrances): string {
  if (others.length === 0) return 'No other server is up that the page could go on with.';
  return stranded(others, hindrances)
    ? 'If it dies, the page cannot go on: no other server can be reached from this browser.'
    : 'If it dies, the page goes on with another server by itself.';
}

/** Whether others are up, and the page could go on with none of them. */
export function stranded(others: string[], hindrances: Hindrances): boolean {
  return others.length > 0 && others.every((api) => api in hindrances);
}

/** What to do so that the page could go on with a server; empty when it could. */
export function hindrance(name: string, api: string, hindrances: Hindrances): string {
  const reason = hindrances[api];
  if (reason === undefined) return '';
  if (reason === 'login') {
    return `${name} does not take this login. Compare its clock with those of the others.`;
  }
  return api.startsWith('https:')
    ? `This browser does not reach ${name}, most often as it does not know its certificate: open ` +
        'its address once and accept it, or import the authority into this browser.'
    : `This browser does not reach ${name}: look at the network between them.`;
}
