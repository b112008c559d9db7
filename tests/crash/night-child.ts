/**
 * A night in a process that may be killed: `night-child.ts <workspace> <instant>`. The clock starts at the
 * instant and goes on from there. Prints one JSON line when work begins and one with the night.
 */
import { createApp } from "#main/shared/wiring.ts";

const [directory, instant] = process.argv.slice(2) as [string, string];

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const start = Date.parse(instant);
const clock = {
  now: () => new Date(start + performance.now()),
  elapsed: () => performance.now(),
};
const app = await createApp(directory, { clock });
say({ ready: true });
const events = await app.client.night.run({ scheduled: true });
for (;;) {
  const next = await events.next();
  if (!next.done) continue;
  say({ result: next.value });
  break;
}
await app.close();
