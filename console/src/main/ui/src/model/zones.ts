import type { Led, Reading, Zone } from '../api/types';

/** The part of a zone that the live stream repeats. */
export type ZoneDelta = Pick<Zone, 'id'> & Partial<Zone>;

/** The page of zones with the news that concerns it; the same array if none does. */
export function withDeltas(zones: Zone[], deltas: ZoneDelta[]): Zone[] {
  const shown = new Set(zones.map((each) => each.id));
  const news = new Map(deltas.filter((each) => shown.has(each.id)).map((each) => [each.id, each]));
  if (news.size === 0) return zones;
  return zones.map((zone) => {
    const delta = news.get(zone.id);
    return delta === undefined ? zone : { ...zone, ...delta };
  });
}

/** The last values of each zone on the page, for its small trend line. */
export function withTrend(
  trends: Map<number, Reading[]>,
  zones: Zone[],
  most: number,
): Map<number, Reading[]> {
  const next = new Map<number, Reading[]>();
  for (const zone of zones) {
    const old = trends.get(zone.id) ?? [];
    const fresh = zone.periodEnd !== null && old.at(-1)?.periodEnd !== zone.periodEnd;
    next.set(zone.id, fresh ? [...old, zone].slice(-most) : old);
  }
  return next;
}

export function zoneLed(zone: Zone): Led | 'amber' {
  switch (zone.status) {
    case 'ok':
      return qualityLed(zone.quality);
    case 'stale':
      return 'amber';
    case 'no data':
      return 'red';
    case 'unknown':
      return 'grey';
  }
}

export function zoneState(zone: Zone): string {
  return zone.status === 'ok' && zone.quality !== 'ok' ? zone.quality : zone.status;
}

/** A number with a fixed count of decimals, or a dash where nothing was measured. */
export function figure(value: number | null | undefined, decimals: number): string {
  return value === null || value === undefined
    ? '–'
    : value.toLocaleString('en', {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      });
}

function qualityLed(quality: Zone['quality']): Led | 'amber' {
  switch (quality) {
    case 'ok':
      return 'green';
    case 'suspect':
      return 'amber';
    case 'failed':
      return 'red';
    case 'missing':
      return 'grey';
  }
}
