const KEY = 'greenwave.theme';
const CHOICES = ['auto', 'light', 'dark'] as const;
type Choice = (typeof CHOICES)[number];

/** Light, dark, or as the system says; kept for the next visit. */
class Theme {
  choice = $state<Choice>('auto');

  constructor() {
    const kept = CHOICES.find((each) => each === localStorage.getItem(KEY));
    this.use(kept ?? 'auto');
  }

  next(): void {
    this.use(CHOICES[(CHOICES.indexOf(this.choice) + 1) % CHOICES.length] ?? 'auto');
  }

  private use(choice: Choice): void {
    this.choice = choice;
    localStorage.setItem(KEY, choice);
    if (choice === 'auto') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.setAttribute('data-theme', choice);
  }
}

export const theme = new Theme();
