// A browser with the Config Tool in it, and what an administrator does there.
import { chromium } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { system, tell, url } from './trial.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--disable-sync',
];
const PATIENCE_MILLIS = 15_000;
const shots = process.env.GREENWAVE_SCREENSHOTS;
let number = 0;

export async function launch() {
  mkdirSync(shots, { recursive: true });
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
}

/** One administrator's page. */
export class Screen {
  /** Opens the Config Tool from a server. */
  static async open(browser, server, scheme = 'light') {
    const context = await browser.newContext({
      viewport: { width: 1360, height: 860 },
      colorScheme: scheme,
    });
    context.setDefaultTimeout(PATIENCE_MILLIS);
    const screen = new Screen(await context.newPage());
    screen.page.on('pageerror', (error) => screen.errors.push(String(error)));
    await screen.page.goto(url(server));
    return screen;
  }

  constructor(page) {
    this.page = page;
    this.errors = [];
  }

  part = (testid) => this.page.getByTestId(testid);
  row = (server) => this.part(`server-row-${server}`);
  led = (server) => this.part(`led-${server}`);
  click = (testid) => this.part(testid).click();

  /** Home page, Plugins, the role in the tree, Resources. */
  async resources() {
    await this.click('home-plugins');
    await this.click(`role-tree-item-${system.role}`);
    await this.click('tab-resources');
  }

  /** As if another tab or window were put in front of this one, or taken away again. */
  async seen(is) {
    await this.page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, !is);
  }

  /** Waits until the description of the role is this one. */
  async describes(text, atMostMillis) {
    await this.page.waitForFunction(
      (wanted) => document.querySelector('[data-testid="description"]').value === wanted,
      text,
      { timeout: atMostMillis },
    );
  }

  /** The servers of the list, from top to bottom, as shown. */
  async order() {
    const rows = this.page.locator('[data-testid^="server-row-"]');
    const ids = await rows.evaluateAll((all) => all.map((row) => row.dataset.testid));
    return ids.map((id) => id.replace('server-row-', ''));
  }

  /** See, preview, save. */
  async save(atMostMillis = PATIENCE_MILLIS) {
    await this.part('apply').click({ timeout: atMostMillis });
    await this.part('preview-dialog').waitFor();
    await this.click('save');
    await this.part('preview-dialog').waitFor({ state: 'detached' });
  }

  /** Waits until a server's LED has a colour. */
  async shows(server, colour, atMostMillis) {
    await this.page
      .locator(`[data-testid="led-${server}"][data-led="${colour}"]`)
      .waitFor({ timeout: atMostMillis });
  }

  async connected(atMostMillis, except = '') {
    const not = except === '' ? '' : `:not([data-server="${except}"])`;
    await this.page
      .locator(`[data-testid="connection"][data-phase="live"]${not}`)
      .waitFor({ timeout: atMostMillis });
  }

  async shot(name) {
    number += 1;
    const file = `${String(number).padStart(2, '0')}-${name}.png`;
    await this.page.screenshot({ path: join(shots, file), animations: 'disabled' });
    tell(`screenshot ${file}`);
  }

  close = () => this.page.context().close();
}
