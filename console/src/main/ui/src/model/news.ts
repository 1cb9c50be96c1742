import type { Role, Status } from '../api/types';

export interface News {
  sentence: string;
  tone: 'quiet' | 'good' | 'warn' | 'bad';
  /** What it is about: later news of the same thing takes its place. */
  about: string;
}

/** What stays when not all of it has room: what is louder, and of what is equally loud the newest. */
export function foremost<T extends { tone: News['tone'] }>(news: T[], most: number): T[] {
  const loudest = [...news].reverse().sort((one, other) => loud(other) - loud(one));
  const kept = loudest.slice(0, most);
  return news.filter((each) => kept.includes(each));
}

function loud({ tone }: { tone: News['tone'] }): number {
  return ['quiet', 'good', 'warn', 'bad'].indexOf(tone);
}

/** What a person should be told when the second status follows the first. */
export function newsBetween(before: Status | null, after: Status): News[] {
  if (before === null) return [];
  const news = after.roles.flatMap((role) => {
    const old = before.roles.find((each) => each.name === role.name);
    return old === undefined ? [] : roleNews(old, role);
  });
  const { leader } = after.directory;
  const elected = before.directory.leader === leader ? [] : [leaderNews(leader)];
  // What matters most comes last: it is read out last and stands where the eye is.
  return [...arrivals(before, after), ...elected, ...news];
}

function roleNews(old: Role, role: Role): News[] {
  const about = `role ${role.name}`;
  if (role.state === 'no host' && old.state !== 'no host') {
    return [{ sentence: `${role.name} has no host. ${role.sentence}`, tone: 'bad', about }];
  }
  if (role.host !== null && role.state === 'hosted' && isNewGrant(old, role)) {
    return [{ sentence: hostNews(role.host, role), tone: 'good', about }];
  }
  return [];
}

/** The server's own sentence, unless it leaves out who hosts what. */
function hostNews(host: string, role: Role): string {
  const whole = role.sentence.includes(host) && role.sentence.includes(role.name);
  return whole ? role.sentence : `${host} now hosts ${role.name}. ${role.sentence}`.trim();
}

/** A role may come back to the same host through a gap; the fence tells. */
function isNewGrant(old: Role, role: Role): boolean {
  return old.host !== role.host || (old.fence !== role.fence && old.state !== 'moving');
}

function leaderNews(leader: string | null): News {
  const about = 'directory';
  return leader === null
    ? { sentence: 'The Directory has no leader at the moment.', tone: 'warn', about }
    : { sentence: `${leader} now leads the Directory.`, tone: 'quiet', about };
}

function arrivals(before: Status, after: Status): News[] {
  return after.servers.flatMap((server): News[] => {
    const old = before.servers.find((each) => each.name === server.name);
    const about = `server ${server.name}`;
    if (old === undefined) return [{ sentence: `${server.name} has joined.`, tone: 'good', about }];
    // An expansion server does not know of the others: that is no news of them.
    const untold = [old, server].some((each) => each.state === 'unknown');
    if (untold || old.alive === server.alive) return [];
    return server.alive
      ? [{ sentence: `${server.name} is back online.`, tone: 'quiet', about }]
      : [{ sentence: `${server.name} is ${server.state}.`, tone: 'warn', about }];
  });
}
