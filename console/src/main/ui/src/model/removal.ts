import type { Server, Status } from '../api/types';

/** What removing a server will do, a line for each thing. */
export function removing(server: Server, status: Status): string[] {
  const lists = status.roles
    .filter((role) => role.servers.some((each) => each.name === server.name))
    .map((role) => role.name);
  if (lists.length > 0) {
    return [
      `${server.name} stands on the server list of ${lists.join(' and of ')}; take it off there first.`,
    ];
  }
  const kept = status.roles.find((role) => role.database.url === server.localDatabase);
  if (kept) {
    return [
      `${server.name} keeps the database of ${kept.name}; give the role another database first.`,
    ];
  }
  const left = status.directory.servers.length - 1;
  return [
    `${server.name} is taken out of the system for good; nothing of it is deleted.`,
    ...(server.kind === 'expansion'
      ? []
      : [`The Directory is then kept by ${left} server${left === 1 ? '' : 's'}.`]),
    ...(server.leader ? ['It hands leadership on first.'] : []),
    ...(server.alive ? ['Its process ends by itself; do not switch it off before.'] : []),
  ];
}
