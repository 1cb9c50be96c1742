import type { Json } from '../api/types';

// The settings of a role as JSON that people edit: read, compared and put together, all pure.

const LARGEST = 1_000_000;
/** More differences than this are counted only. */
const MOST_LINES = 12;
const LONGEST = 60;
/** What servers show in the place of a secret. */
const SECRET = '(hidden)';

type Fields = { [key: string]: Json };

/** Settings as they stand in the field in which they are edited. */
export function written(settings: Json): string {
  return JSON.stringify(settings, null, 2);
}

/** What a text says, or why it says nothing yet. */
export function readSettings(text: string): { settings?: Json; wrong: string } {
  if (text.length > LARGEST) return { wrong: 'Longer than a million characters.' };
  try {
    return { settings: JSON.parse(text) as Json, wrong: '' };
  } catch (error) {
    return { wrong: `Not JSON: ${(error as Error).message}` };
  }
}

/** One line for each value that differs, by its path: `poll.seconds 60 → 30`. */
export function differences(before: Json, after: Json): string[] {
  const lines = differing(before, after, '');
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), `and ${more} more`] : lines;
}

/**
 * What I have changed on top of what they have changed, value by value. What both have changed is
 * as I want it. Entries of a list are told apart by their `id`; a list of others is one value, as
 * nobody can say which entry of it was meant.
 */
export function mergedSettings(base: Json, mine: Json, theirs: Json): Json {
  if (same(base, mine)) return theirs;
  if (same(base, theirs)) return mine;
  if ([base, mine, theirs].every(isNamed)) {
    const [was, wanted, now] = [base, mine, theirs] as [Named[], Named[], Named[]];
    return Object.values(mergedSettings(byId(was), byId(wanted), byId(now)) as Fields);
  }
  if (![base, mine, theirs].every(isFields)) return mine;
  const [was, wanted, now] = [base, mine, theirs] as [Fields, Fields, Fields];
  const merged: Fields = {};
  for (const key of new Set([...Object.keys(now), ...Object.keys(wanted)])) {
    const value = mergedField(was[key], wanted[key], now[key]);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** JSON with the keys in order, so that {a,b} equals {b,a}. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [two]) => (one < two ? -1 : 1)))
      : each,
  );
}

type Named = Fields & { id: string };

/** A list all of whose entries have ids of their own, such as a role's data sources. */
function isNamed(value: unknown): value is Named[] {
  if (!Array.isArray(value)) return false;
  const ids = value.map((entry: unknown) => (isFields(entry) ? entry['id'] : undefined));
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
}

/** The names are no numbers, which an object would put first. */
function byId(list: Named[]): Fields {
  return Object.fromEntries(list.map((entry) => [`id ${entry.id}`, entry]));
}

function mergedField(
  base: Json | undefined,
  mine: Json | undefined,
  theirs: Json | undefined,
): Json | undefined {
  if (same(base, mine)) return theirs;
  if (base === undefined || mine === undefined || theirs === undefined) return mine;
  return mergedSettings(base, mine, theirs);
}

function differing(before: Json | undefined, after: Json | undefined, path: string): string[] {
  if (same(before, after)) return [];
  const both = [before, after];
  if (both.every(isFields) || (both.every(Array.isArray) && sameLength(both))) {
    const [was, is] = both as [Fields, Fields];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
      differing(was[key], is[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (before === SECRET || after === SECRET) return [`${path} is replaced`];
  return [`${path} ${brief(before)} → ${brief(after)}`.trim()];
}

function brief(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function sameLength(lists: unknown[]): boolean {
  return new Set(lists.map((each) => (each as unknown[]).length)).size === 1;
}

function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}
