import type { Services } from "#app/services.ts";
import { productFrames, scrub, scrubText, type Vocabulary } from "#domain/support/scrub.ts";
import type { LogLine } from "#ports/log.ts";
import { sourceNumbers } from "./bundle-parts.ts";

/** Runs whose logs go along, and lines of each. */
const RUNS = 30;
const LINES = 500;

/** Counts and measurements of a line; everything else of it has to be a known word. */
const NUMBERS = ["rows", "rows_read", "rows_new", "rows_deleted", "rows_blank", "seconds"] as const;
const WORDS = ["model", "way", "status", "purpose"] as const;

export async function logFiles(
  services: Services,
  words: Vocabulary,
): Promise<{ name: string; content: string }[]> {
  const workspace = await services.workspaces.open(services.directory).catch(() => null);
  const numbers = workspace ? sourceNumbers(workspace) : new Map<string, string>();
  const runs = services
    .journal()
    .runs({ limit: RUNS })
    .map(({ id }) => id);
  return Promise.all(
    [...runs, "errors"].map(async (run) => {
      const lines = (await services.logs.read(run)).slice(-LINES);
      const texts = lines.map((line) => JSON.stringify(lineOf(line, numbers, words)));
      return { name: `logs/${run}.jsonl`, content: `${texts.join("\n")}\n` };
    }),
  );
}

function lineOf(
  { time, level, event, fields }: LogLine,
  numbers: ReadonlyMap<string, string>,
  words: Vocabulary,
): unknown {
  const counts = NUMBERS.filter((name) => typeof fields[name] === "number");
  const { error, source, step } = fields;
  const said = {
    Timestamp: time,
    SeverityText: level.toUpperCase(),
    Body: event,
    ...Object.fromEntries(counts.map((name) => [name, fields[name]])),
    ...Object.fromEntries(
      WORDS.flatMap((name) => (typeof fields[name] === "string" ? [[name, fields[name]]] : [])),
    ),
    ...(typeof source === "string" && { source: numbers.get(source) ?? "#0" }),
    ...(typeof step === "string" && { step: stepOf(step, numbers) }),
  };
  const shown = scrub(said, words) as object;
  return error === undefined ? shown : { ...shown, ...errorOf(error, words) };
}

/** `bronze.orders` names a source after its layer. */
function stepOf(step: string, numbers: ReadonlyMap<string, string>): string {
  const source = step.startsWith("bronze.") ? numbers.get(step.slice(7)) : undefined;
  return source ?? step;
}

/** What kind of error it was and where in the product; never what it said. */
function errorOf(error: unknown, words: Vocabulary): object {
  const { name, stack, code } = (error ?? {}) as Record<string, unknown>;
  return {
    "exception.type": scrubText(String(name ?? "Error"), words),
    ...(typeof code === "string" && { "exception.code": scrubText(code, words) }),
    "exception.frames": productFrames(stack),
  };
}
