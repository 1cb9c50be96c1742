// Times as people read them, in the browser's zone; the full form always names its offset.

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** 14:03:11 today, 21 Nov 14:03:11 on other days. */
export function clock(iso: string, now: number): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const today = new Date(now).toDateString() === date.toDateString();
  return today ? CLOCK.format(date) : `${DAY.format(date)} ${CLOCK.format(date)}`;
}

/** 2026-11-22 14:03:11.250 +01:00 (Europe/Amsterdam) */
export function full(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const shift = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + shift * 60_000).toISOString();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `${local.slice(0, 10)} ${local.slice(11, 23)} ${offset(shift)} (${zone})`;
}

/** now, 12 s, 4 min, 3 h, 2 d */
export function span(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1_000));
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

export function offset(minutes: number): string {
  const part = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '−' : '+'}${part(size / 60)}:${part(size % 60)}`;
}
