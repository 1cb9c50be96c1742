import type { Led, Role, Server, Status } from '../api/types';

export type Mood = 'good' | 'warn' | 'bad';

export interface Overall {
  mood: Mood;
  title: string;
  sentence: string;
}

/** The whole system in one line, from the findings that the server has already sorted. */
export function overall(status: Status): Overall {
  const errors = status.findings.filter((each) => each.severity === 'error').length;
  const warnings = status.findings.filter((each) => each.severity === 'warning').length;
  const sentence = status.findings[0]?.sentence ?? calm(status);
  if (errors > 0) return { mood: 'bad', title: counted(errors, 'problem'), sentence };
  if (warnings > 0) return { mood: 'warn', title: counted(warnings, 'warning'), sentence };
  return { mood: 'good', title: 'All is well', sentence: calm(status) };
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

export function roleLed(role: Role): Led | 'amber' {
  switch (role.state) {
    case 'hosted':
      return 'green';
    case 'moving':
      return 'amber';
    case 'no host':
      return 'red';
    case 'deactivated':
      return 'grey';
  }
}

export function serverLed(server: Server): Led | 'amber' {
  switch (server.state) {
    case 'online':
      return 'green';
    case 'unreachable':
      return 'amber';
    case 'gone':
      return 'red';
    case 'unknown':
      return 'grey';
  }
}

/** The roles of which there is most to tell: those without a host, then whose host changed last. */
export function latest(roles: Role[], most: number): Role[] {
  const since = (role: Role) => (role.state === 'no host' ? Infinity : Date.parse(role.since ?? ''));
  return [...roles]
    .sort((one, other) => (since(other) || 0) - (since(one) || 0) || 0)
    .slice(0, most);
}

function calm(status: Status): string {
  const online = status.servers.filter((each) => each.alive).length;
  const hosted = status.roles.filter((each) => each.state === 'hosted').length;
  const servers = `${online} of ${counted(status.servers.length, 'server')} online`;
  return status.roles.length === 0
    ? `${servers}; no role has been created yet.`
    : `${servers}, ${hosted} of ${counted(status.roles.length, 'role')} hosted.`;
}
