import { describe, expect, it } from 'vitest';
import type { Status } from '../api/types';
import { foremost, newsBetween } from './news';

const status = (host: string | null, fence: number, leader: string | null) =>
  ({
    roles: [
      {
        name: 'tss',
        host,
        fence,
        state: host === null ? 'no host' : 'hosted',
        sentence: 'Because alpha has ended.',
      },
    ],
    directory: { leader },
    servers: [],
  }) as unknown as Status;

describe('news of a failover', () => {
  it('ends with who hosts, in the place of that nobody did', () => {
    const gone = newsBetween(status('alpha', 1, 'alpha'), status(null, 1, null));
    const there = newsBetween(status(null, 1, null), status('beta', 2, 'beta'));
    expect(gone.map((each) => each.about)).toEqual(there.map((each) => each.about));
    expect(there.at(-1)?.sentence).toBe('beta now hosts tss. Because alpha has ended.');
  });

  it('is none when nothing changed, and none at first sight', () => {
    expect(newsBetween(status('alpha', 1, 'alpha'), status('alpha', 1, 'alpha'))).toEqual([]);
    expect(newsBetween(null, status('alpha', 1, 'alpha'))).toEqual([]);
  });

  it('tells of a role that came back to the same host through a gap', () => {
    const back = newsBetween(status('alpha', 1, 'alpha'), status('alpha', 2, 'alpha'));
    expect(back.map((each) => each.tone)).toEqual(['good']);
  });
});

describe('when there is room for only some news', () => {
  const news = (text: string) =>
    text.split(' ').map((tone, at) => ({ tone: tone as 'bad' | 'good' | 'quiet' | 'warn', at }));
  const kept = (text: string) => foremost(news(text), 2).map(({ tone, at }) => `${tone}${at}`);

  it('an alarm is not displaced by good news', () => {
    expect(kept('bad good quiet good')).toEqual(['bad0', 'good3']);
  });

  it('the newest of what is equally loud stays, in its order', () => {
    expect(kept('warn warn warn')).toEqual(['warn1', 'warn2']);
    expect(kept('good')).toEqual(['good0']);
  });
});
