import type { Trouble } from "./incidents.ts";
import { NIGHT_STEPS, type NightRecord } from "./record.ts";

/** A source after a night, as far as messages are about it. */
export interface SourceFacts {
  readonly name: string;
  readonly held: {
    readonly text: string;
    readonly action: string;
    readonly transient?: boolean;
    readonly accepted?: unknown;
  } | null;
}

/** What is wrong after a night, each source and step by itself; who tells it finds what belongs together. */
export function troublesFrom(
  record: NightRecord,
  sources: readonly SourceFacts[],
): { readonly troubles: readonly Trouble[]; readonly unproven: readonly string[] } {
  const trying = !record.steps.some(({ name }) => name === "run");
  // While it is still tried again, what may heal by itself is nothing to tell, and nothing is over either.
  const waits = sources.filter(({ held }) => trying && held?.transient === true);
  const held = heldTroubles(sources.filter((source) => !waits.includes(source)));
  return {
    troubles: [...held, ...stepTroubles(record, held, sources), ...publishTroubles(record)],
    unproven: [...unprovenBy(record, sources), ...waits.map(({ name }) => name)],
  };
}

/** Names and numbers differ from source to source; the cause is what is left. */
const causeOf = (text: string, name: string): string =>
  text
    .replaceAll(name, "…")
    .replaceAll(/"[^"]*"|'[^']*'|\/\S+|\d[\d.,]*/g, "…")
    .trim();

function heldTroubles(sources: readonly SourceFacts[]): Trouble[] {
  return sources.flatMap(({ name, held }) => {
    if (held === null || held.accepted !== undefined) return [];
    return [
      {
        cause: `held: ${causeOf(held.text, name)}`,
        title: "A source could not be taken over",
        text: `${held.text} Its last good rows are used. ${held.action}`,
        affects: [name],
        screen: "/sources",
        // What does not speak of this source is about what it is read with: an account, a service.
        shared: held.transient === true || !held.text.includes(name),
      },
    ];
  });
}

/** A run that only repeats what is said of a source needs no message of its own. */
function stepTroubles(
  { steps }: NightRecord,
  held: readonly Trouble[],
  sources: readonly SourceFacts[],
): Trouble[] {
  const failed = steps.find(({ status }) => status === "failed");
  if (!failed) return [];
  // Where no source could be read, the run says what each of them says.
  const said = sources.some((source) => source.held && failed.text.includes(source.held.text));
  if (said || held.some(({ text }) => text.includes(failed.text))) return [];
  const nothing = failed.name === "run" || failed.name === "lake";
  return [
    {
      cause: `${failed.name}: ${causeOf(failed.text, "\u0000")}`,
      title: nothing ? "The nightly run could not finish" : "The night is not whole",
      text: `${failed.text} ${nothing ? "Published reports are unchanged." : "The rest of the night was done."}`,
      affects: [],
      about: [`step ${failed.name}`],
      screen: "/pipeline/runs",
    },
  ];
}

/** A held source explains the waiting by itself. */
function publishTroubles({ outcome, reasons }: NightRecord): Trouble[] {
  const own = reasons.filter((reason) => !/^Runs do not publish| (is|are) held\.$/.test(reason));
  const about = ["publish"];
  if (outcome === "held") {
    const text = reasons.join(" ");
    return [
      { cause: "run held", title: "The run is held", text, affects: [], about, screen: "/quality" },
    ];
  }
  if (outcome !== "waiting" || own.length === 0) return [];
  const title = "The newest numbers wait for you";
  const text = own.join(" ");
  return [{ cause: "waiting to publish", title, text, affects: [], about, screen: "/reports" }];
}

/** What this night did not get to: that nothing was seen wrong with it says nothing. */
function unprovenBy({ steps, outcome }: NightRecord, sources: readonly SourceFacts[]): string[] {
  const failures = steps.filter(({ status }) => status === "failed");
  const nothing = failures.some(({ name }) => name === "run" || name === "lake");
  const judged = outcome !== null && outcome !== "failed" && outcome !== "elsewhere";
  return [
    ...(judged ? [] : ["publish"]),
    ...notDone(steps),
    ...failures.map(({ name }) => `step ${name}`),
    ...(nothing ? [...sources.map(({ name }) => name), "step publish", "step reports"] : []),
  ];
}

/** What a step does is not seen working before it was done; the lake is, by a night that goes on. */
const notDone = (steps: NightRecord["steps"]): string[] =>
  NIGHT_STEPS.filter(
    (wanted) => wanted !== "lake" && !steps.some(({ name }) => name === wanted),
  ).map((name) => `step ${name}`);
