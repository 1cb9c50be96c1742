import type { DatabaseEdit, NewRole, RoleType, Status } from '../api/types';

/** What the wizard has collected so far. */
export interface Wish {
  type: string;
  name: string;
  description: string;
  servers: string[];
  forceHighestPriority: boolean;
  database: DatabaseEdit;
}

export const STEPS = ['Type and name', 'Servers', 'Database', 'Summary'] as const;

const NAME = /^[a-z][a-z0-9-]{0,31}$/;
const JDBC = 'jdbc:postgresql://';

/** What is still wrong on a page of the wizard, or empty. */
export function wrongWith(wish: Wish, page: number, status: Status): string {
  switch (page) {
    case 0:
      return wish.type === '' ? 'Choose a type.' : wrongName(wish.name, status);
    case 1:
      return wish.servers.length === 0 ? 'Add at least one server.' : '';
    case 2:
      return wrongDatabase(wish.database);
    default:
      return '';
  }
}

export function wrongName(name: string, status: Status): string {
  if (name === '') return 'Enter a name.';
  if (!NAME.test(name)) {
    return 'Small letters, digits and hyphens, beginning with a letter, at most 32.';
  }
  return status.roles.some((each) => each.name === name) ? `There is a role ${name} already.` : '';
}

/** Advice that does not keep anybody from creating the role. */
export function advice(wish: Wish, status: Status): string[] {
  const lines: string[] = [];
  if (wish.servers.length === 1) {
    lines.push('With one server there is none to take over when it fails.');
  }
  const owner = status.servers.find((each) => each.localDatabase === wish.database.url);
  if (owner && wish.servers.includes(owner.name)) {
    lines.push(
      `The database is on ${owner.name}, which is on the server list: if its machine fails, the ` +
        'database is gone as well. Good for a trial; elsewhere use another machine.',
    );
  }
  return lines;
}

export function bodyOf(wish: Wish): NewRole {
  return { ...wish, description: wish.description.trim() };
}

/** A first name for a role of this type: the type itself, or with a number. */
export function freeName(type: RoleType['type'], status: Status): string {
  const taken = status.roles.map((each) => each.name);
  const numbers = Array.from({ length: taken.length + 1 }, (_, index) => index + 2);
  return [type, ...numbers.map((each) => `${type}-${each}`)].find((each) => !taken.includes(each))!;
}

function wrongDatabase(database: DatabaseEdit): string {
  if (!database.url.startsWith(JDBC) || database.url.length === JDBC.length) {
    return `Enter a PostgreSQL address, such as ${JDBC}host:5432/greenwave.`;
  }
  return database.user === '' ? 'Enter a database user.' : '';
}
