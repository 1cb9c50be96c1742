import type { Role } from './types';

/** A refusal or failure in words for people (RFC 9457 problem, or what stands in for one). */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly reasons: string[] = [],
    readonly current: Role | null = null,
    /** True when nobody knows whether the server carried the request out. */
    readonly unsure = false,
  ) {
    super(detail || title);
  }
}

/** Reads an answer that is not 2xx; never throws. */
export async function problemOf(answer: Response): Promise<Problem> {
  let body: Partial<Problem> = {};
  try {
    body = ((await answer.json()) as Partial<Problem> | null) ?? {};
  } catch {
    // Not JSON: the status line has to do.
  }
  return new Problem(
    answer.status,
    text(body.title) || `Refused (${answer.status})`,
    text(body.detail) || `The server answered ${answer.status} ${answer.statusText}.`.trim(),
    Array.isArray(body.reasons) ? body.reasons.map(String).slice(0, 20) : [],
    body.current ?? null,
  );
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new Problem(0, 'Something went wrong', detail);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
