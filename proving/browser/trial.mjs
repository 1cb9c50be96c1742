// The pipe to the trial that started this script: it counts the checks, and it kills and starts
// servers. Each line is one order; orders about servers are answered with one line when done.
import { createInterface } from 'node:readline';

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

export const system = JSON.parse(process.env.GREENWAVE_SYSTEM);

const say = (word, text) => process.stdout.write(`${word} ${text.replaceAll('\n', ' ')}\n`);

export const tell = (sentence) => say('tell', sentence);

export const check = (held, sentence) => say(held ? 'held' : 'short', sentence);

/** Checks that something happens in time, and tells how long it took. */
export async function happens(sentence, atMostMillis, happening) {
  const began = performance.now();
  try {
    await happening(atMostMillis);
    check(true, `${sentence} (${Math.round(performance.now() - began)} ms)`);
  } catch (error) {
    check(false, `${sentence}: not within ${atMostMillis} ms: ${String(error.message).split('\n')[0]}`);
  }
}

async function order(text) {
  say('order', text);
  const answer = await answers.next();
  if (answer.done || answer.value !== 'done') {
    throw new Error(`${text}: ${answer.value ?? 'the trial is gone'}`);
  }
}

export const kill = (server) => order(`kill ${server}`);
export const start = (server) => order(`start ${server}`);
export const freeze = (server) => order(`freeze ${server}`);
export const thaw = (server) => order(`thaw ${server}`);

const address = (server) => system.servers.find((each) => each.name === server).api;

/** The role as a server's API shows it; another server is asked when one is gone. */
export async function role(...asked) {
  const names = asked.length > 0 ? asked : system.servers.map((each) => each.name);
  for (const name of names) {
    try {
      const answer = await fetch(`${address(name)}/api/v1/roles/${system.role}`, {
        signal: AbortSignal.timeout(3000),
      });
      if (answer.ok) return { etag: answer.headers.get('etag'), ...(await answer.json()) };
    } catch {
      // The next one is asked.
    }
  }
  throw new Error('no server answers');
}

/** The role by a server that may just have been started: it can be warm before its door is open. */
async function answered(server) {
  for (let tries = 0; ; tries++) {
    try {
      return await role(server);
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Changes the role as another administrator's script would. */
export async function edit(change, server = system.servers[0].name) {
  const { etag } = await answered(server);
  const answer = await fetch(`${address(server)}/api/v1/roles/${system.role}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': etag },
    body: JSON.stringify(change),
  });
  if (!answer.ok) throw new Error(`the edit was answered ${answer.status}: ${await answer.text()}`);
}

/** Waits until the role is as it should be. */
export async function until(sentence, condition, atMostMillis = 60_000) {
  const end = performance.now() + atMostMillis;
  for (;;) {
    try {
      if (condition(await role())) return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    if (performance.now() > end) throw new Error(`${sentence} did not happen`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const url = address;
