// Plays the journeys one after the other. A journey that breaks falls short and ends the run: the
// next one could not know in which state it finds the system.
import * as journeys from './journeys.mjs';
import { launch } from './screen.mjs';
import { check } from './trial.mjs';

const browser = await launch();
try {
  await journeys.assignsStandbys(browser);
  await journeys.refusesStaleEdits(browser);
  await journeys.keepsWhatIsTyped(browser);
  await journeys.letsGoWhenHidden(browser);
  await journeys.followsTheHost(browser);
  await journeys.showsLiveZones(browser);
  await journeys.outlivesItsServer(browser);
} catch (error) {
  check(false, `the journey broke: ${error.stack}`);
} finally {
  await browser.close();
  process.stdin.destroy();
}
