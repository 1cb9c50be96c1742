import type { DatabaseEdit, Json, Role, RolePatch } from '../api/types';
import { canonical, differences, mergedSettings, readSettings, written } from './settings';

// Changes to a role that are collected but not yet saved: pure functions over the role as it was
// when the first change was made (`base`) and what is wanted (`RolePatch`).

export const FIELDS = [
  'description',
  'servers',
  'forceHighestPriority',
  'database',
  'settings',
] as const;
export type Field = (typeof FIELDS)[number];

export interface Draft {
  base: Role;
  patch: RolePatch;
  /** The settings as they are typed, which need not be JSON yet; absent when nobody has typed. */
  text?: string;
}

export function names(role: Role): string[] {
  return role.servers.map((each) => each.name);
}

/** The draft with one more wish; a wish for what already is, is no wish. */
export function wish<F extends Field>(draft: Draft, field: F, value: RolePatch[F]): Draft {
  const patch: RolePatch = { ...draft.patch };
  if (value === undefined || same(value, present(draft.base, field))) delete patch[field];
  else patch[field] = value;
  return { ...draft, patch };
}

/** The draft with settings as somebody has typed them so far; undefined takes that back. */
export function typed(draft: Draft, text: string | undefined): Draft {
  const { text: _, ...bare } = draft;
  if (text === undefined || text === written(draft.base.settings)) {
    return wish(bare, 'settings', undefined);
  }
  return { ...wish(bare, 'settings', readSettings(text).settings), text };
}

/** Why what was typed cannot be saved, or empty. */
export function wrongText(draft: Draft): string {
  return draft.text === undefined ? '' : readSettings(draft.text).wrong;
}

/** Whether it can be saved as it is. */
export function isReady(draft: Draft): boolean {
  return Object.keys(draft.patch).length > 0 && wrongText(draft) === '';
}

/** Whether there is nothing to save, nor anything that is still being typed. */
export function isEmpty(draft: Draft): boolean {
  return Object.keys(draft.patch).length === 0 && draft.text === undefined;
}

/** One line for each change, for the bar above the Apply button. */
export function changes(draft: Draft): string[] {
  const { base, patch } = draft;
  const lines: string[] = [];
  if (patch.servers) lines.push(`Servers: ${arrow(names(base), patch.servers)}`);
  if (patch.forceHighestPriority !== undefined) {
    lines.push(`Force execution on highest priority server: ${onOff(patch.forceHighestPriority)}`);
  }
  if (patch.database) lines.push(`Database: ${patch.database.url}`);
  if (patch.description !== undefined) lines.push(`Description: “${patch.description}”`);
  if (patch.settings !== undefined) {
    lines.push(...differences(base.settings, patch.settings).map((each) => `Properties: ${each}`));
  }
  if (draft.text !== undefined && patch.settings === undefined) {
    lines.push(wrongText(draft) === '' ? 'Properties: only their layout' : 'Properties: not JSON');
  }
  return lines;
}

/** What somebody else did to the role since `base`, one sentence each. */
export function changedMeanwhile(base: Role, current: Role): string[] {
  const lines: string[] = [];
  if (!same(names(base), names(current))) {
    lines.push(`The server list is now ${list(names(current))} (it was ${list(names(base))}).`);
  }
  if (base.forceHighestPriority !== current.forceHighestPriority) {
    const now = onOff(current.forceHighestPriority);
    lines.push(`Force execution on highest priority server is now ${now}.`);
  }
  if (!same(databaseOf(base), databaseOf(current))) {
    lines.push(`The database is now ${current.database.url} (user ${current.database.user}).`);
  }
  if (base.description !== current.description) {
    lines.push(`The description is now “${current.description}”.`);
  }
  lines.push(...differences(base.settings, current.settings).map((each) => `Properties: ${each}.`));
  if (base.active !== current.active) {
    lines.push(current.active ? 'The role has been activated.' : 'The role has been deactivated.');
  }
  if (base.host !== current.host) lines.push(`The host is now ${current.host ?? 'no server'}.`);
  return lines;
}

/** The same wishes on top of what the role has become; who is still typing is left alone. */
export function rebase(draft: Draft, current: Role): Draft {
  if (wrongText(draft) !== '') return draft;
  const { base, patch } = draft;
  let moved: Draft = { base: current, patch: { ...patch } };
  if (patch.servers) {
    moved = wish(moved, 'servers', merged(names(base), patch.servers, names(current)));
  }
  if (patch.settings !== undefined) {
    const settings = mergedSettings(base.settings, patch.settings, current.settings);
    moved = typed(moved, written(settings));
  }
  return moved;
}

/** My order; servers that others added go to the end, those that others removed leave. */
export function merged(base: string[], mine: string[], theirs: string[]): string[] {
  const added = theirs.filter((name) => !base.includes(name) && !mine.includes(name));
  const removed = base.filter((name) => !theirs.includes(name));
  return [...mine.filter((name) => !removed.includes(name)), ...added];
}

/** The list with the item at `from` taken to `to`. */
export function shifted<T>(items: T[], from: number, to: number): T[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return items;
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

function present(role: Role, field: Field): Json | DatabaseEdit {
  switch (field) {
    case 'servers':
      return names(role);
    case 'database':
      return databaseOf(role);
    case 'description':
    case 'forceHighestPriority':
    case 'settings':
      return role[field];
  }
}

function databaseOf(role: Role): DatabaseEdit {
  return { url: role.database.url, user: role.database.user };
}

function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function arrow(from: string[], to: string[]): string {
  return `${list(from)} → ${list(to)}`;
}

function list(items: string[]): string {
  return items.length === 0 ? 'empty' : items.join(', ');
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}
