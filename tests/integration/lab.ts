import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { type App, createApp } from "#main/shared/wiring.ts";
import type { EntityName } from "#domain/entities.ts";
import type { RunResult } from "#contract/runs.ts";
import { openSampleShop, type LivingShop } from "#resources/sample-shop/nights.ts";
import { openOracle, type Oracle } from "#tests/sample/oracle.ts";
import { type LedgerEntry, readLedger, UNTIL } from "#tests/sample/support.ts";

export const ZONE = "Europe/Berlin";
/** Enough orders for every kind of mistake, few enough for many seeds. */
export const SCALE = 0.05;

/** A living shop beside a workspace that reads its files; time stands still at `UNTIL` plus the nights. */
export interface Lab {
  readonly folder: string;
  readonly shop: LivingShop;
  readonly app: App;
  /** Moves the workspace's clock to the morning after this many nights. */
  readonly morning: (night: number) => void;
  readonly close: () => Promise<void>;
}

export async function openLab(seed: number, scale = SCALE): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), "ledger-"));
  const shop = await openSampleShop({ seed, scale, until: UNTIL });
  let now = Date.parse(`${UNTIL}T00:00:00Z`);
  const morning = (night: number): void => {
    now = Date.parse(`${UNTIL}T00:00:00Z`) + (night + 1) * 86_400_000 + 2 * 3_600_000;
  };
  morning(0);
  const clock = { now: () => new Date(now), elapsed: () => performance.now() };
  const app = await createApp(join(folder, "workspace"), { clock });
  await app.client.workspace.init({ time_zone: ZONE, currency: "EUR" });
  return {
    folder,
    shop,
    app,
    morning,
    close: async () => {
      await app.close();
      await shop.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Connects files or folders by their proposal alone, as `init --sample` does. */
export async function connect(
  app: App,
  paths: Readonly<Partial<Record<EntityName, string>>>,
  kind: "csv" | "folder" = "csv",
): Promise<void> {
  for (const [entity, path] of Object.entries(paths)) {
    await app.client.sources.add({
      entities: [entity as EntityName],
      origin: { kind, path },
      name: entity,
    });
  }
}

/** Runs and waits for the result. */
export async function run(
  app: App,
  input: { readonly full?: boolean; readonly publish?: boolean } = {},
): Promise<RunResult> {
  const events = await app.client.runs.start(input);
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
  }
}

/** The newest build and the truth of the shop in one place to ask: the build's tables are under `b`. */
export interface Bench extends Oracle {
  readonly ledger: readonly LedgerEntry[];
}

export async function compareWithTruth(lab: Lab, ledgerPath: string, name: string): Promise<Bench> {
  const truth = join(lab.folder, "truth", name);
  await lab.shop.truth(truth, ZONE);
  const oracle = await openOracle(truth);
  const build = await lab.app.services.builds.newest();
  const file = lab.app.services.builds.file(build?.build_id ?? "none").replaceAll("'", "''");
  await oracle.rows(`attach '${file}' as b (read_only)`);
  return { ...oracle, ledger: await readLedger(ledgerPath) };
}

/** Every failing row of a check, by column name. */
export async function failingRows(
  app: App,
  check: string,
): Promise<Readonly<Record<string, unknown>>[]> {
  const { columns, rows } = await app.client.quality.failing({ check, limit: 100_000 });
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [columns[i]?.name, cell])));
}

/** Records of a CSV with their spreadsheet rows, read by a parser the product's splitter does not share. */
export async function recordsOf(
  path: string,
): Promise<{ readonly header: string[]; readonly rows: { row: number; cells: string[] }[] }> {
  const [header = [], ...rest] = parse(await readFile(path), {
    skip_empty_lines: false,
    relax_column_count: true,
  }) as string[][];
  return { header, rows: rest.map((cells, index) => ({ row: index + 2, cells })) };
}
