import { randomInt } from "node:crypto";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { FIXED_SEED, type LedgerEntry, readLedger } from "#tests/sample/support.ts";
import { type Bench, compareWithTruth, connect, type Lab, openLab, recordsOf, run } from "./lab.ts";
import {
  flagsByBuild,
  flagsByTruth,
  quarantineByBuild,
  quarantineByLedger,
  replay,
} from "./ledger-questions.ts";
import { differences, GOLD_KPIS } from "./silver-truth.ts";

const NIGHTS = 3;
const fresh = Number(process.env["NIGHTS_SEED"] ?? randomInt(1, 2 ** 31));
console.info(`nights: fresh seed ${fresh} (repeat with NIGHTS_SEED=${fresh})`);

let lab: Lab | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

/** Silver, quarantine, flags and figures after a night are those of the truth. */
async function checkNight(
  opened: Lab,
  bench: Bench,
  ledger: readonly LedgerEntry[],
  files: Readonly<Partial<Record<EntityName, string>>>,
  night: number,
): Promise<void> {
  const headers: Record<string, readonly string[]> = {};
  for (const [entity, path] of Object.entries(files)) {
    headers[entity] = (await recordsOf(path)).header;
  }
  for (const entity of ENTITY_NAMES) {
    expect(await bench.rows(differences(entity)), `night ${night} ${entity}`).toEqual([]);
  }
  const expected = await quarantineByLedger(ledger, headers);
  expect(await quarantineByBuild(bench), `night ${night}`).toEqual(expected);
  expect(await flagsByBuild(bench, opened.app), `night ${night}`).toEqual(
    await flagsByTruth(bench),
  );
  const figures = (sql: string) =>
    bench.rows(
      `select name, coalesce(value, 0)::decimal(18, 4)::varchar as value from (${sql}) order by 1`,
    );
  expect(await figures(GOLD_KPIS), `night ${night}`).toEqual(await figures("from kpis"));
}

describe.each([FIXED_SEED, fresh])("seed %i", (seed) => {
  test("files written over in place, night after night", async () => {
    const opened = (lab = await openLab(seed));
    const folder = join(opened.folder, "files");
    const first = await opened.shop.write(folder);
    await connect(opened.app, first.files);
    await run(opened.app);
    for (let night = 1; night <= NIGHTS; night++) {
      opened.morning(night);
      await opened.shop.night();
      if (night === 2) await opened.shop.mutateInPlace(0.01);
      const written = await opened.shop.write(folder);
      expect(await run(opened.app), `night ${night}`).toMatchObject({ status: "succeeded" });
      const bench = await compareWithTruth(opened, written.ledger, `night-${night}`);
      await checkNight(opened, bench, bench.ledger, written.files, night);
      for (const entity of ENTITY_NAMES) {
        const file = await recordsOf(written.files[entity]);
        const replayed = await replay(bench, opened.app, entity.replaceAll("_", "-"));
        const rows = file.rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
        expect(replayed.rows, `night ${night} ${entity}`).toEqual(rows);
      }
      bench.close();
    }
    expect(await run(opened.app)).toMatchObject({ status: "unchanged" });
  });

  test("deliveries that only add, into a folder per table", async () => {
    const opened = (lab = await openLab(seed));
    const folders = Object.fromEntries(
      ENTITY_NAMES.map((entity) => [entity, join(opened.folder, "in", entity)]),
    ) as Record<EntityName, string>;
    for (const path of Object.values(folders)) await mkdir(path, { recursive: true });
    const first = await opened.shop.write(join(opened.folder, "files"));
    await deliver(first.files, folders);
    await connect(opened.app, folders, "folder");
    await run(opened.app);
    const ledger = [...(await readLedger(first.ledger))];
    for (let night = 1; night <= NIGHTS; night++) {
      opened.morning(night);
      await opened.shop.night({ removals: false });
      const delivery = await opened.shop.append(join(opened.folder, `delivery-${night}`));
      await deliver(delivery.files, folders);
      ledger.push(...(await readLedger(delivery.ledger)));
      expect(await run(opened.app), `night ${night}`).toMatchObject({ status: "succeeded" });
      const bench = await compareWithTruth(opened, delivery.ledger, `night-${night}`);
      await checkNight(opened, bench, ledger, first.files, night);
      bench.close();
    }
    expect(await run(opened.app)).toMatchObject({ status: "unchanged" });
  });
});

async function deliver(
  files: Readonly<Partial<Record<EntityName, string>>>,
  folders: Readonly<Record<EntityName, string>>,
): Promise<void> {
  for (const [entity, path] of Object.entries(files)) {
    const name = path.replaceAll("\\", "/").split("/").at(-1) as string;
    await copyFile(path, join(folders[entity as EntityName], name));
  }
}
