import type { Server, Status } from '../api/types';

/** What putting a server into maintenance will do, a line for each thing. */
export function entering(server: Server, status: Status): string[] {
  const moves = server.hosts.map((name) => {
    const role = status.roles.find((each) => each.name === name);
    const next = role?.servers.find((each) => !each.host && each.state === 'warm');
    return next
      ? `${name} moves to ${next.name} in order; nothing is lost.`
      : `${name} stays: no other server of its list can take over now.`;
  });
  const standby =
    server.standbyFor.length > 0
      ? [`It is no standby for ${server.standbyFor.join(', ')} until maintenance ends.`]
      : [];
  const directory =
    server.kind !== 'expansion' && status.directory.servers.length > 1
      ? [
          server.leader
            ? 'It keeps its copy of the Directory, and another server leads.'
            : 'It keeps its copy of the Directory for as long as it runs.',
        ]
      : [];
  const lines = [...moves, ...standby, ...directory];
  return lines.length > 0 ? lines : ['It hosts nothing; no role will be given to it.'];
}

/** What ending the maintenance of a server will do. */
export function ending(server: Server): string[] {
  return [
    `${server.name} can take over again. Roles stay where they are, unless one is forced to its ` +
      'highest priority server.',
  ];
}
