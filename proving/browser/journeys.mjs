// The journeys. Each leaves the system as it found it: three servers alive, the first one hosting.
import { check, edit, happens, kill, role, start, system, tell, until } from './trial.mjs';
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
    screen.page.waitForFunction(
      (text) => document.querySelector('[data-testid="description"]').value === text,
      'edited while the page lives on',
      { timeout: millis },
    ),
  );
  await edit({ description: before.description ?? '' }, second);
  await start(first);
  await until(`${first} is warm again`, warm(first));
  await edit({ forceHighestPriority: true });
  await until(`${first} hosts again`, hostIs(first), RETURN);
  noErrors(screen);
  await screen.close();
}

/** The table of zones shows values, and they change by themselves. */
export async function showsLiveZones(browser) {
  tell('the zones are live');
  const screen = await Screen.open(browser, second);
  await screen.page.goto(new URL('/zones', screen.page.url()).href);
  await screen.part('zones-table').waitFor();
  const rows = screen.page.locator('[data-testid^="zone-row-"]');
  await rows.first().waitFor();
  const before = await screen.part('zones-table').innerText();
  await happens('values change without a reload', 30_000, (millis) =>
    screen.page.waitForFunction(
      (text) => document.querySelector('[data-testid="zones-table"]').innerText !== text,
      before,
      { timeout: millis },
    ),
  );
  await screen.shot('zones');
  noErrors(screen);
  await screen.close();
}

function noErrors(screen) {
  check(screen.errors.length === 0, `no script error on the page ${screen.errors.join('; ')}`);
}
