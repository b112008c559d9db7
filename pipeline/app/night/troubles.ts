import type { Services } from "#app/services.ts";
import type { Trouble } from "#domain/night/incidents.ts";
import type { NightRecord } from "#domain/night/record.ts";

/** What is wrong after a night, each root cause once however many sources it stops. */
export async function troublesOf(services: Services, record: NightRecord): Promise<Trouble[]> {
  const held = await heldTroubles(services);
  return [...held, ...runTroubles(record, held.length > 0), ...waitingTroubles(record)];
}

/** Names and numbers differ from source to source; the cause is what is left. */
const causeOf = (text: string, name: string): string =>
  text
    .replaceAll(name, "…")
    .replaceAll(/"[^"]*"|'[^']*'|\/\S+|\d[\d.,]*/g, "…")
    .trim();

async function heldTroubles(services: Services): Promise<Trouble[]> {
  const { sources } = await services.workspaces.open(services.directory);
  const found: Trouble[] = [];
  for (const { id, name, removed_at } of sources) {
    if (removed_at !== undefined) continue;
    const held = await services.bronze.held(id);
    if (held === null || held.accepted !== undefined) continue;
    found.push({
      cause: `held: ${causeOf(held.text, name)}`,
      title: "A source could not be taken over",
      text: `${held.text} Its last good rows are used. ${held.action}`,
      affects: [name],
      screen: "/sources",
    });
  }
  return found;
}

function runTroubles({ outcome, steps, reasons }: NightRecord, explained: boolean): Trouble[] {
  const failed = steps.find(({ status }) => status === "failed");
  if (failed && !(explained && failed.name === "run")) {
    const title =
      failed.name === "run" ? "The nightly run could not finish" : "The night is not whole";
    const text = `${failed.text} Published reports are unchanged.`;
    return [{ cause: `${failed.name} failed`, title, text, affects: [], screen: "/pipeline/runs" }];
  }
  if (outcome !== "held") return [];
  const title = "The run is held";
  return [{ cause: "run held", title, text: reasons.join(" "), affects: [], screen: "/quality" }];
}

/** A held source explains the waiting by itself. */
function waitingTroubles({ outcome, reasons, held_sources }: NightRecord): Trouble[] {
  const own = reasons.filter((reason) => !/^Runs do not publish| (is|are) held\.$/.test(reason));
  if (outcome !== "waiting" || own.length === 0) return [];
  void held_sources;
  const title = "The newest numbers wait for you";
  return [
    { cause: "waiting to publish", title, text: own.join(" "), affects: [], screen: "/reports" },
  ];
}
