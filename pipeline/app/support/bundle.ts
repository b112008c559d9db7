import { doctor } from "#app/workspace/doctor.ts";
import { preflight } from "#app/night/preflight/preflight.ts";
import type { Services } from "#app/services.ts";
import type { Call, Handler } from "#app/use-case.ts";
import { scrub, type Vocabulary, vocabulary } from "#domain/support/scrub.ts";
import { logFiles } from "./bundle-logs.ts";
import { lakePart, nightsPart, runsPart, workspacePart } from "./bundle-parts.ts";
import { metrics } from "./metrics.ts";

const ABOUT = `What is in this archive

Numbers, times, states and names that Medallion itself gave: versions, runs, nights, checks, sizes.
Sources are called #1, #2, … in the order in which they were connected.

What is not in it

No row, no cell, no name of a source, file, folder, column or person, no address, no password, key or token,
and no text of an error. A text that is not known to be harmless is replaced by "(removed)".
Open the files and look before you send them: they are plain text.
`;

/** `workspace.supportBundle`: an archive for whoever helps, made of what is known to be harmless. */
export const supportBundle: Handler<"workspace", "supportBundle"> =
  (services) => async (_input, call) => {
    const words = await wordsOf(services);
    const parts: readonly (readonly [string, () => Promise<unknown>])[] = [
      ["about.json", () => about(services)],
      ["workspace.json", () => workspacePart(services)],
      ["runs.json", () => runsPart(services)],
      ["nights.json", () => nightsPart(services)],
      ["lake.json", () => lakePart(services)],
      ["metrics.json", () => measured(services, call)],
      ["doctor.json", () => checksOf(services, call)],
      ["preflight.json", () => findingsOf(services, call)],
    ];
    const files = [{ name: "READ-ME.txt", content: ABOUT }];
    for (const [name, make] of parts) {
      files.push({ name, content: await textOf(make, words) });
    }
    files.push(...(await logFiles(services, words)));
    const day = services.clock.now().toISOString().slice(0, 10);
    const made = await services.exports.archive(`medallion-support-${day}.zip`, files);
    return { ...made, files: files.map(({ name }) => name) };
  };

/** A part that cannot be told leaves its place empty: what is broken is why somebody asks for help. */
async function textOf(make: () => Promise<unknown>, words: Vocabulary): Promise<string> {
  const value = await make().catch((error: unknown) => ({
    error: error instanceof Error ? error.name : "Error",
  }));
  return `${JSON.stringify(scrub(value, words), null, 2)}\n`;
}

/** Names that the product's own models and checks have. */
async function wordsOf(services: Services): Promise<Vocabulary> {
  const { models } = await services.models();
  const names = models.flatMap((model) => [
    model.name,
    model.table,
    model.layer,
    ...model.rowRules.map(({ name }) => name),
    ...model.tableRules.map(({ name }) => name),
  ]);
  const { checks } = await doctor(services)({}, NEVER).catch(() => ({ checks: [] }));
  return vocabulary([...names, ...checks.map(({ name }) => name), ...FINDINGS, ...MEASURES]);
}

/** Names of findings of a pre-flight are words of the product. */
const FINDINGS =
  "disk memory lock schedule clock clock_change time_zone source sources account held target power battery sleep lid quota token key tokens metered network".split(
    " ",
  );

/** Names of measurements, without their prefix. */
const MEASURES =
  "last_run_status last_run_timestamp_seconds last_success_timestamp_seconds last_run_duration_seconds quality_score checks silver_rows rows_set_aside last_night_outcome last_night_timestamp_seconds next_night_timestamp_seconds incidents_open messages_undelivered sources sources_held published_version published_timestamp_seconds build_bytes disk_free_bytes".split(
    " ",
  );

const NEVER: Call = { signal: new AbortController().signal, progress: () => undefined };

async function about({ machine }: Services): Promise<unknown> {
  const { free, total } = machine.memory();
  return {
    node: machine.node_version,
    engine: await machine.engineVersion(),
    memory_free: free,
    memory_total: total,
  };
}

async function measured(services: Services, call: Call): Promise<unknown> {
  const all = await metrics(services)({}, call);
  return all.map(({ name, samples }) => ({ name: name.slice("medallion_".length), samples }));
}

async function checksOf(services: Services, call: Call): Promise<unknown> {
  const { healthy, checks } = await doctor(services)({}, call);
  return { healthy, checks: checks.map(({ name, status }) => ({ name, status })) };
}

async function findingsOf(services: Services, call: Call): Promise<unknown> {
  const { ready, findings } = await preflight(services)({}, call);
  return { ready, findings: findings.map(({ name, severity }) => ({ name, severity })) };
}
