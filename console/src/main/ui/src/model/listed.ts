import type { Led, Role, RoleType, Status } from '../api/types';

/** One line of a server list as it is shown: a saved one, or one that is only wished for. */
export interface Listed {
  name: string;
  led: Led;
  host: boolean;
  saved: boolean;
  sentence: string;
}

const STATES = {
  host: 'Host',
  warm: 'Warm standby',
  preparing: 'Preparing',
  unreachable: 'Unreachable',
  gone: 'Gone',
  maintenance: 'In maintenance',
  unusable: 'Not usable',
  unknown: 'Not known here',
};

/** The wished-for list, each server with what the system says about it. */
export function listed(wanted: string[], role: Role | null, status: Status): Listed[] {
  return wanted.map((name) => {
    const saved = role?.servers.find((each) => each.name === name);
    if (saved) {
      const state = STATES[saved.state];
      const sentence = saved.sentence || state;
      return { name, led: saved.led, host: saved.host, saved: true, sentence };
    }
    const server = status.servers.find((each) => each.name === name);
    const alive = server?.alive ?? false;
    const now = alive ? 'Online.' : 'Not online at the moment.';
    const sentence = role === null ? now : `Not saved yet. ${alive ? '' : now}`.trim();
    return { name, led: alive ? 'grey' : 'red', host: false, saved: role === null, sentence };
  });
}

export interface Candidate {
  name: string;
  alive: boolean;
  /** Why the server could not host the role, or empty. */
  hindrance: string;
}

/** Servers that are not on the list yet, the able ones first. */
export function candidates(taken: string[], status: Status, type: RoleType['type']): Candidate[] {
  return status.servers
    .filter((each) => !taken.includes(each.name))
    .map(({ name, alive, roleTypes }) => ({
      name,
      alive,
      hindrance: hindrance(
        alive,
        roleTypes.some((each) => each.type === type),
        type,
      ),
    }))
    .sort((one, two) => Number(one.hindrance !== '') - Number(two.hindrance !== ''));
}

function hindrance(alive: boolean, able: boolean, type: string): string {
  if (!alive) return 'Not online at the moment.';
  return able ? '' : `Has no plug-in for ${type}.`;
}
