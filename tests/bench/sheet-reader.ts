/**
 * `node sheet-reader.ts copy|land|check BOOK FOLDER`: one tab from Google into its local copy, into bronze, or
 * through the doctor, in a process of its own. Prints what it took as JSON.
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createApp } from "#main/shared/wiring.ts";
import { ingestSource } from "#app/run/ingest.ts";
import { BENCH_ZONE } from "./floor.ts";

const [kind = "land", book = "million", folder = "."] = process.argv.slice(2);
const HEADERS = {
  order_id: "Order no",
  ordered_at: "Ordered at",
  status: "Status",
  total_amount: "Total",
};
const origin = { kind: "sheet", path: "link", spreadsheet_id: book, sheet_id: 1 } as const;

/** Waits for Google's quota are real; they are told apart from work. */
let waited = 0;
const timing = {
  now: () => performance.now(),
  random: Math.random,
  sleep: async (milliseconds: number) => {
    waited += milliseconds / 1000;
    await sleep(milliseconds);
  },
};

const app = await createApp(join(folder, `${kind}-${book}`), { timing, memoryLimit: "256MB" });
const { client, services } = app;
await client.workspace.init({ time_zone: BENCH_ZONE, currency: "EUR" });

/** A source that is there already: nothing is looked at before the clock runs. */
async function connect(): Promise<void> {
  const columns = Object.fromEntries(
    Object.entries(HEADERS).map(([name, header]) => [name, [header]]),
  );
  await services.workspaces.saveMapping(services.directory, {
    source_id: "orders",
    version: 1,
    created_at: "2026-11-01T00:00:00.000Z",
    entities: { orders: { columns, defaults: {}, fold: false } },
    formats: { "Ordered at": "excel", Total: "point" },
    header_aliases: {},
  });
  await services.workspaces.update(services.directory, (now) => ({
    ...now,
    sources: [{ id: "orders", name: "Orders", mode: "snapshot" as const, origin, read: {} }],
  }));
}

async function landOnce() {
  const workspace = await services.workspaces.open(services.directory);
  const mapping = await services.workspaces.mapping(services.directory, "orders");
  const draft = await services.warehouse.openDraft("bench", null, services.limits("256MB"));
  await draft.run((await services.models()).macrosSql);
  const state = {
    source: workspace.sources[0]!,
    mapping: mapping!,
    batches: [],
    held: null,
    held_action: null,
    drift: [],
  };
  try {
    const read = await ingestSource(
      {
        services,
        run: 1,
        full: false,
        started_at: "2026-11-01T00:00:00.000Z",
        time_zone: BENCH_ZONE,
        settings: workspace.settings.shrink_limit,
        session: async () => draft,
        temporary_folder: services.limits().temporary_folder,
        signal: undefined,
      },
      state,
    );
    if (read.held) throw new Error(String(state.held));
    return { rows: read.rows_read };
  } finally {
    await draft.discard();
  }
}

/** What the adapter does: requests, JSON, formats, the doctor's look at every cell, the copy. */
async function copyOnce() {
  const [file] = await services.files.list(origin);
  const { layout } = await services.reader.inspect(file!.path, {});
  return {
    rows: { million: 100_000, "five-million": 500_000, "ten-million": 1_000_000 }[book] ?? 0,
    columns: layout.headers.length,
  };
}

async function checkOnce() {
  const checked = await client.sources.check({ id: "orders" });
  return { rows: checked.rows ?? 0, findings: checked.findings.length };
}

await connect();
const started = performance.now();
const before = process.cpuUsage();
const work = { copy: copyOnce, land: landOnce, check: checkOnce }[kind] ?? landOnce;
const done = await work();
const cpu = process.cpuUsage(before);
const seconds = (performance.now() - started) / 1000;
console.info(JSON.stringify({ ...done, seconds, waited, cpu: (cpu.user + cpu.system) / 1e6 }));
await app.close();
