import { foremost } from '../model/news';

export type Tone = 'quiet' | 'good' | 'warn' | 'bad';

export interface Notice {
  id: number;
  text: string;
  tone: Tone;
  about: string;
}

const MOST = 4;
const STAY_MILLIS: Record<Tone, number> = { quiet: 4_000, good: 8_000, warn: 12_000, bad: 20_000 };

/** Short messages at the edge of the screen, also read out by screen readers. */
class Notices {
  list = $state.raw<Notice[]>([]);
  private next = 1;

  /** Says something; what was said before about the same thing is out of date and goes. */
  say(text: string, tone: Tone, about = text): void {
    const notice = { id: this.next++, text, tone, about };
    this.list = foremost([...this.list.filter((each) => each.about !== about), notice], MOST);
    setTimeout(() => this.dismiss(notice.id), STAY_MILLIS[tone]);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((each) => each.id !== id);
  }
}

export const notices = new Notices();
