import fc from "fast-check";
import type { RunResult } from "#contract/runs.ts";
import { CHANGES, newRow } from "./changes.ts";
import type { Change, Night } from "./change.ts";
import { decide } from "./decide.ts";
import { Expected } from "./expected.ts";
import { checkOracle } from "./oracle.ts";
import { checkBronze } from "./replay.ts";
import { compareBuilds } from "./compare.ts";
import { emptyShop, tableOf } from "./shop.ts";
import type { Layout, Shop } from "./shop.ts";
import { World } from "./world.ts";

export interface Sequence {
  readonly layout: Layout;
  readonly rows: number;
  /** Whether builds are checked; what holds a build is for other tests, so most are not. */
  readonly checked: boolean;
  readonly nights: readonly Night[];
}

const natural = fc.nat({ max: 999 });

const change: fc.Arbitrary<Change> = fc
  .oneof(
    ...Object.entries(CHANGES).map(([kind, [weight]]) => ({
      weight,
      arbitrary: fc.constant(kind),
    })),
  )
  .chain((kind) => fc.record({ kind: fc.constant(kind), a: natural, b: natural, c: natural }));

const often = <T>(weight: number, value: T) => ({ weight, arbitrary: fc.constant(value) });

const night: fc.Arbitrary<Night> = fc.record({
  days: fc.oneof(often(6, 1), often(2, 3), often(1, 8)),
  how: fc.oneof(
    often<Night["how"]>(10, "run"),
    often<Night["how"]>(1, "full"),
    often<Night["how"]>(1, "publish"),
    often<Night["how"]>(1, "rollback"),
    often<Night["how"]>(2, "backfill"),
    often<Night["how"]>(1, "stopped"),
  ),
  decide: fc.oneof(
    often<Night["decide"]>(6, "nothing"),
    often<Night["decide"]>(3, "waive"),
    often<Night["decide"]>(1, "undo"),
  ),
  changes: fc.array(change, { minLength: 0, maxLength: 4 }),
  compare: fc.oneof(often(7, false), often(1, true)),
});

/** A shop and what happens to it after its first night: 1 to 4 nights of up to four changes each. */
export const sequences: fc.Arbitrary<Sequence> = fc.record({
  layout: fc.oneof(often<Layout>(3, "tables"), often<Layout>(1, "wide"), often<Layout>(1, "both")),
  rows: fc.constantFrom(5, 16),
  checked: fc.oneof(often(3, false), often(1, true)),
  nights: fc.oneof(
    { weight: 6, arbitrary: fc.array(night, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.array(night, { minLength: 3, maxLength: 4 }) },
  ),
});

/** Plays a sequence and throws where the engine breaks one of its promises. */
export async function play(sequence: Sequence): Promise<void> {
  const shop = firstDay(sequence);
  const { world, result } = await World.after(shop, `${sequence.layout}-${sequence.rows}`);
  try {
    const expected = new Expected();
    world.checked = sequence.checked;
    expected.took(shop, result);
    for (const [index, current] of sequence.nights.entries()) {
      await playNight(world, shop, expected, current);
      const last = index === sequence.nights.length - 1;
      if (!last && !current.compare) continue;
      await checkBronze(world, shop, expected);
      await checkOracle(world, shop, expected);
      await sameAsRebuilt(world, shop);
    }
  } finally {
    await world.close();
  }
}

const IMPOSSIBLE = [
  ["Qty", "0"],
  ["Ordered At", "1970-01-01 00:00:00"],
  ["Stars", "9"],
] as const;

function firstDay({ layout, rows }: Sequence): Shop {
  const shop = emptyShop(layout);
  for (const source of shop.sources.values()) {
    const table = tableOf(source);
    // A column nobody mapped, for changes that take it away.
    if (source.mode === "snapshot") table.headers.splice(2, 0, "Extra 0");
    for (let row = 0; row < rows; row += 1) table.rows.push(newRow(source, table, row));
    // Values that are read and impossible, for people to waive.
    for (const [header, cell] of IMPOSSIBLE) {
      if (table.headers.includes(header)) (table.rows[3] as Record<string, string>)[header] = cell;
    }
  }
  return shop;
}

async function playNight(
  world: World,
  shop: Shop,
  expected: Expected,
  { days, how, decide: decision, changes }: Night,
): Promise<void> {
  world.pass(days);
  for (const { kind, ...picks } of changes) CHANGES[kind]?.[1](shop, picks);
  if (how === "stopped") for (const source of shop.sources.values()) source.hidden = false;
  await world.apply(shop);
  await decide(world, expected, decision, days);
  const result = await runHow(world, how);
  expected.took(shop, result, how === "stopped");
  if (result.status === "failed") return;
  const again = await world.run();
  if (again.status !== "unchanged") {
    throw new Error(`The second run in a row was ${again.status}, not unchanged.`);
  }
}

async function runHow(world: World, how: Night["how"]): Promise<RunResult> {
  switch (how) {
    case "run":
      return world.run();
    case "full":
      return world.run({ full: true });
    case "publish":
      return world.run({ publish: true });
    case "backfill":
      return world.run({
        again: new Set(["orders", "order_items", "payments"]),
        purpose: "backfill",
      });
    case "stopped":
      await world.stopAt(STOPS[Math.floor(world.now.getTime() / 86_400_000) % STOPS.length] ?? "");
      return world.run();
    case "rollback": {
      const { versions } = await (await world.app()).client.publishing.versions({});
      const oldest = versions.at(-1);
      if (oldest) await (await world.app()).client.publishing.rollback({ version: oldest.version });
      return world.run();
    }
  }
}

/** Steps before which a person stops the run: bronze is written, then keys, then everything. */
const STOPS = ["silver.orders", "gold.fact_sales", "checks", "close"];

/** Promise 2: the lake alone gives the same rows and keys. */
async function sameAsRebuilt(world: World, shop: Shop): Promise<void> {
  const services = await world.services();
  const newest = await services.builds.newest();
  if (!newest) return;
  // Reading every file again would see edits that no other run can see yet.
  const visible = [...shop.sources.values()].every((source) => !source.hidden);
  await world.rebuilt(visible && world.checked, async (file, result) => {
    if (result.status === "failed") return;
    const differences = await compareBuilds(services, services.builds.file(newest.build_id), file);
    if (differences.length > 0) {
      const text = JSON.stringify(differences, null, 1);
      throw new Error(`Build ${newest.build_id} is not what a rebuild gives: ${text}`);
    }
  });
}
