// The journeys. Each leaves the system as it found it: three servers alive, the first one hosting.
import {
  check,
  edit,
  freeze,
  happens,
  kill,
  role,
  start,
  system,
  tell,
  thaw,
  until,
} from './trial.mjs';
import { Screen } from './screen.mjs';

const [first, second, third] = system.servers.map((each) => each.name);
const WITHIN_A_SECOND = 1_500;
const FAILOVER = 10_000;
const RETURN = 60_000;
const hostIs = (name) => (now) => now.state === 'hosted' && now.host === name;
const warm = (name) => (now) =>
  now.servers.some((each) => each.name === name && each.state === 'warm');
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The manual's steps: a standby is added, ordered and saved. */
export async function assignsStandbys(browser) {
  tell('a role on one server gets its standbys');
  await edit({ servers: [first], forceHighestPriority: false });
  await until(`${first} hosts alone`, (now) => hostIs(first)(now) && now.servers.length === 1);
  const screen = await Screen.open(browser, first);
  await screen.part('home-plugins').waitFor();
  await screen.shot('home');
  await screen.resources();
  await screen.row(first).waitFor();
  check(same(await screen.order(), [first]), `Resources shows the one server ${first}`);
  await addFromDialog(screen, [second, third]);
  check(same(await screen.order(), [first, second, third]), 'they appear below the primary');
  await screen.shows(first, 'green', FAILOVER);
  check(true, `the LED of the host ${first} is green`);
  await screen.row(third).click();
  await screen.click('move-up');
  check(same(await screen.order(), [first, third, second]), `${third} is moved up`);
  await screen.shot('order-changed');
  await screen.click('apply');
  await screen.part('preview-dialog').waitFor();
  await screen.shot('preview');
  await screen.click('save');
  await screen.part('preview-dialog').waitFor({ state: 'detached' });
  await screen.page.reload();
  await screen.row(first).waitFor();
  check(same(await screen.order(), [first, third, second]), 'the order is there after a reload');
  await screen.row(third).click();
  await screen.click('move-down');
  await screen.save();
  check(
    same((await role()).servers.map((each) => each.name), [first, second, third]),
    'the saved order is what the API shows',
  );
  await screen.shot('resources');
  noErrors(screen);
  await screen.close();
}

async function addFromDialog(screen, wanted) {
  await screen.click('add-server');
  const items = screen.page.locator('[data-testid^="add-dialog-item-"]');
  await items.first().waitFor();
  const offered = await items.evaluateAll((all) => all.map((item) => item.dataset.testid));
  check(
    same(offered.sort(), wanted.map((name) => `add-dialog-item-${name}`).sort()),
    'the dialog lists only the servers that are not yet assigned',
  );
  for (const name of wanted) await screen.click(`add-dialog-item-${name}`);
  await screen.shot('add-dialog');
  await screen.click('add-dialog-add');
  for (const name of wanted) await screen.row(name).waitFor();
}

/** Two administrators edit the same list; the second one's edit is refused, and shown why. */
export async function refusesStaleEdits(browser) {
  tell('a second administrator saves what has changed meanwhile');
  const one = await Screen.open(browser, first);
  const other = await Screen.open(browser, second);
  await one.resources();
  await other.resources();
  await one.row(third).click();
  await one.click('move-up');
  await other.row(second).click();
  await other.click('remove-server');
  await other.click('apply');
  await other.part('preview-dialog').waitFor();
  await one.save();
  await other.click('save');
  await happens('the stale edit is refused, and shown what changed', FAILOVER, (millis) =>
    other.part('stale-edit').waitFor({ timeout: millis }),
  );
  await other.shot('stale-edit');
  check(
    same((await role()).servers.map((each) => each.name), [first, third, second]),
    'the first edit stands',
  );
  await edit({ servers: [first, second, third] });
  noErrors(one);
  noErrors(other);
  await one.close();
  await other.close();
}

/** Settings are typed while somebody else sets one: nothing is lost, and nothing overwritten. */
export async function keepsWhatIsTyped(browser) {
  tell('settings are typed while somebody else sets one');
  const { settings } = await role();
  const screen = await Screen.open(browser, second);
  await screen.resources();
  await screen.click('tab-properties');
  const json = screen.part('settings-json');
  await json.fill('{"staleAfterSeconds": 40, ');
  await edit({ settings: { ...settings, noDataAfterSeconds: 900 } });
  await screen.click('tab-identity');
  await screen.click('tab-properties');
  check((await json.inputValue()) === '{"staleAfterSeconds": 40, ', 'no JSON outlives its tab');
  check(await screen.part('apply').isDisabled(), 'and cannot be saved');
  await json.fill(JSON.stringify({ ...settings, staleAfterSeconds: 40 }));
  await screen.click('apply');
  await screen.click('save');
  await happens('it is refused, although most was typed after the other edit', FAILOVER, (millis) =>
    screen.part('stale-edit').waitFor({ timeout: millis }),
  );
  const shown = await screen.part('stale-edit').innerText();
  check(shown.includes('noDataAfterSeconds'), 'and shown what the other edit has set');
  await screen.shot('stale-settings');
  await screen.click('stale-reapply');
  await screen.click('save');
  await screen.part('preview-dialog').waitFor({ state: 'detached' });
  const now = (await role()).settings;
  check(now.staleAfterSeconds === 40 && now.noDataAfterSeconds === 900, 'both edits stand');
  await edit({ settings });
  noErrors(screen);
  await screen.close();
}

/** A tab that nobody sees holds no connection, and is up to date when it is shown again. */
export async function letsGoWhenHidden(browser) {
  tell('a tab is hidden and shown again');
  const screen = await Screen.open(browser, second);
  await screen.resources();
  await screen.click('tab-identity');
  await screen.connected(FAILOVER);
  const left = screen.page.waitForEvent('requestfailed', {
    predicate: (request) => request.url().endsWith('/api/v1/events'),
    timeout: FAILOVER,
  });
  await screen.seen(false);
  await happens('it lets go of its connection', WITHIN_A_SECOND, () => left);
  const before = (await role()).description ?? '';
  await edit({ description: 'edited while nobody looked' });
  await screen.page.waitForTimeout(WITHIN_A_SECOND);
  check((await screen.part('description').inputValue()) === before, 'and hears of nothing');
  await screen.seen(true);
  await happens('shown again, it is up to date', WITHIN_A_SECOND, (millis) =>
    screen.describes('edited while nobody looked', millis),
  );
  await edit({ description: before });
  noErrors(screen);
  await screen.close();
}

/** The host dies: the LED moves. It comes back: the role stays. Forced: the role returns. */
export async function followsTheHost(browser) {
  tell(`the host ${first} dies, comes back, and is preferred`);
  await until('all are warm', (now) => hostIs(first)(now) && warm(second)(now));
  const screen = await Screen.open(browser, third);
  await screen.resources();
  await screen.shows(first, 'green', FAILOVER);
  await kill(first);
  await happens(`the LED moves to ${second} without a reload`, FAILOVER, (millis) =>
    screen.shows(second, 'green', millis),
  );
  await screen.shot('failed-over');
  await start(first);
  await until(`${first} is warm again`, warm(first));
  await happens(`${first} is shown as a standby`, FAILOVER, (millis) =>
    screen.shows(first, 'grey', millis),
  );
  check(hostIs(second)(await role()), `the role stays on ${second}`);
  await screen.shot('came-back');
  await screen.part('force-highest').check();
  await happens('the option is saved while notices are shown', FAILOVER, (millis) =>
    screen.save(millis),
  );
  await happens(`forced, the role returns to ${first}`, RETURN, (millis) =>
    screen.shows(first, 'green', millis),
  );
  await until(`${second} is warm again`, warm(second));
  await screen.shot('returned');
  await edit({ forceHighestPriority: false });
  noErrors(screen);
  await screen.close();
}

/** The server that the page came from dies: the page goes on with another one. */
export async function outlivesItsServer(browser) {
  tell('the server that the page came from dies');
  await until('all are warm', (now) => hostIs(first)(now) && warm(second)(now));
  const screen = await Screen.open(browser, first, 'dark');
  await screen.resources();
  await screen.connected(FAILOVER);
  await kill(first);
  await happens('the page goes on with another server', FAILOVER, (millis) =>
    screen.connected(millis, first),
  );
  await happens(`and shows that ${second} hosts`, FAILOVER, (millis) =>
    screen.shows(second, 'green', millis),
  );
  await screen.shot('outlived-dark');
  await screen.click('tab-identity');
  const before = await role(second);
  await edit({ description: 'edited while the page lives on' }, second);
  await happens('an edit elsewhere arrives without a reload', WITHIN_A_SECOND, (millis) =>
    screen.describes('edited while the page lives on', millis),
  );
  await edit({ description: before.description ?? '' }, second);
  await start(first);
  await until(`${first} is warm again`, warm(first));
  await edit({ forceHighestPriority: true });
  await until(`${first} hosts again`, hostIs(first), RETURN);
  noErrors(screen);
  await screen.close();
}

/** The table of zones shows values, which change by themselves, also after the host has frozen. */
export async function showsLiveZones(browser) {
  tell('the zones are live');
  await until('all are warm', (now) => hostIs(first)(now) && warm(second)(now));
  const screen = await Screen.open(browser, third);
  await screen.page.goto(new URL('/zones', screen.page.url()).href);
  await screen.part('zones-table').waitFor();
  const rows = screen.page.locator('[data-testid^="zone-row-"]');
  await rows.first().waitFor();
  const live = screen.page.locator('[data-testid="zones-flow"][data-flowing="true"]');
  await happens('they are shown as live', FAILOVER, (millis) => live.waitFor({ timeout: millis }));
  await happens('values change without a reload', 30_000, (millis) => changes(screen, millis));
  await screen.shot('zones');
  await noteFlow(screen);
  await freeze(first);
  await happens('a frozen host is left, and they are live on the next one', FAILOVER, (millis) =>
    screen.page.waitForFunction(() => window.flow.join().includes('false,true'), null, {
      timeout: millis,
    }),
  );
  await happens('and change again', 30_000, (millis) => changes(screen, millis));
  await thaw(first);
  await edit({ forceHighestPriority: true }, second);
  await until(`${first} hosts again`, hostIs(first), RETURN);
  await edit({ forceHighestPriority: false }, second);
  noErrors(screen);
  await screen.close();
}

/** Notes in the page whether the zones are called live, from now on: it can change in a moment. */
async function noteFlow(screen) {
  await screen.part('zones-flow').evaluate((flow) => {
    window.flow = [];
    const note = () => window.flow.push(flow.dataset.flowing);
    new MutationObserver(note).observe(flow, { attributeFilter: ['data-flowing'] });
  });
}

async function changes(screen, atMostMillis) {
  await screen.page.waitForFunction(
    (before) => document.querySelector('[data-testid="zones-table"]').innerText !== before,
    await screen.part('zones-table').innerText(),
    { timeout: atMostMillis },
  );
}

function noErrors(screen) {
  check(screen.errors.length === 0, `no script error on the page ${screen.errors.join('; ')}`);
}
