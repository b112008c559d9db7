/**
 * One run in a process that may be killed: `run-child.ts <workspace> <fault as JSON>`. Prints one JSON
 * line when work begins and one with the result.
 */
import { type Fault, countedCalls, installFaults } from "./faults.ts";

const [directory, fault] = process.argv.slice(2) as [string, string];
installFaults(JSON.parse(fault) as Fault | null);
const { fixedClock } = await import("./clock.ts");
const { createApp } = await import("#main/shared/wiring.ts");

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const app = await createApp(directory, { clock: fixedClock() });
say({ ready: true });
const events = await app.client.runs.start({ publish: true });
for (;;) {
  const next = await events.next();
  if (!next.done) continue;
  say({ result: next.value, calls: countedCalls() });
  break;
}
await app.close();
