/**
 * Columns that have other names overnight, and columns that are really others: a rename is proposed from what the
 * columns hold, and nothing is applied before a person says so. Meanwhile the rest of the run goes on.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunResult } from "#contract/runs.ts";
import { cell, date, money, text } from "#tests/google/cells.ts";
import { randomSource } from "#tests/google/demo-workbook.ts";
import { edit, tab, workbook, type Workbook } from "#tests/google/workbook.ts";
import { baseTab, type Change, dropAndAdd, rename, type Table, TABLES } from "./drift-cases.ts";
import { openSheetLab, type SheetLab } from "./lab.ts";

/** Of each kind; the gate takes fewer. */
const CASES = Number(process.env["MEDALLION_DRIFT_CASES"] ?? 12);
const SEED = Number(process.env["MEDALLION_SHEETS_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

interface Case {
  readonly id: string;
  readonly table: Table;
  readonly sheet_id: number;
  readonly kind: "rename" | "drop";
  change?: Change;
}

let lab: SheetLab;
let book: Workbook;
let first: RunResult;
const cases: Case[] = Array.from({ length: 2 * CASES }, (_, index) => ({
  id: `case-${index}`,
  table: TABLES[index % TABLES.length]!,
  sheet_id: 100 + index,
  kind: index < CASES ? "rename" : "drop",
}));
const control = (rows: number) =>
  tab(1, "Control", [
    ["Order no", "Customer", "Ordered at", "Status", "Total"],
    ...Array.from({ length: rows }, (_, i) => [
      cell(i + 1),
      cell(100),
      date("2026-05-01"),
      text("paid"),
      money(10 + i),
    ]),
  ]);

beforeAll(async () => {
  const random = randomSource(SEED);
  lab = await openSheetLab();
  const tabs = cases.map(({ sheet_id, table }) => baseTab(sheet_id, table, random));
  book = workbook("drift", "Drift", [control(30), ...tabs], { timeZone: "UTC" });
  lab.google.world.books.set("drift", book);
  for (const table of TABLES) await addAll(table);
  await lab.app.client.sources.add({
    entities: ["orders"],
    origin: { kind: "sheet", path: "link", spreadsheet_id: "drift", sheet_id: 1 },
    name: "control",
    key_prefix: "control-",
  });
  first = await run();
});
afterAll(() => lab.close());

/** One source of each table is added as a person would; the others are it again, on another tab. */
async function addAll(table: Table): Promise<void> {
  const { client, services } = lab.app;
  const [first, ...others] = cases.filter((one) => one.table === table);
  if (!first) return;
  const { source } = await client.sources.add({
    entities: [table.entity],
    origin: { kind: "sheet", path: "link", spreadsheet_id: "drift", sheet_id: first.sheet_id },
    name: first.id,
    key_prefix: `${first.id}-`,
  });
  expect(source.id).toBe(first.id);
  const mapping = await services.workspaces.mapping(services.directory, first.id);
  const own = mapping!.entities[table.entity]!;
  for (const { id } of others) {
    await services.workspaces.saveMapping(services.directory, {
      ...mapping!,
      source_id: id,
      entities: { [table.entity]: { ...own, key_prefix: `${id}-` } },
    });
  }
  await services.workspaces.update(services.directory, (now) => {
    const known = now.sources.find(({ id }) => id === first.id)!;
    const copies = others.map(({ id, sheet_id }) => ({
      ...known,
      id,
      name: id,
      origin: { kind: "sheet" as const, path: "link", spreadsheet_id: "drift", sheet_id },
    }));
    return { ...now, sources: [...now.sources, ...copies] };
  });
}

async function run(): Promise<RunResult> {
  const events = await lab.app.client.runs.start({});
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
  }
}

const proposals = async ({ id }: Case) =>
  ((await lab.app.client.sources.get({ id })).held?.renames ?? []).map(
    ({ header, earlier }) => `${earlier} → ${header}`,
  );

const silver = async (table: Table["entity"], id: string): Promise<string> => {
  const { rows } = await lab.app.client.reports.query({
    sql: `select count(*), md5(string_agg(row_text, chr(10) order by row_text)) from (select cast(columns(* exclude (_batch_id, _ingested_at, _row, _row_hash)) as varchar) as row_text from silver.${table} where _source_id = '${id}')`,
  });
  return JSON.stringify(rows);
};
const count = async (sql: string): Promise<number> =>
  Number((await lab.app.client.reports.query({ sql })).rows[0]![0]);

test("every tab is read as it is mapped", () => {
  expect(first.findings.filter(({ kind }) => kind === "source_held")).toEqual([]);
  expect(Object.values(first.layers.bronze).every(({ rows_new }) => rows_new > 0)).toBe(true);
});

test(`renames are proposed, drops are not, and nothing is applied unasked (seed ${SEED})`, async () => {
  const random = randomSource(SEED + 1);
  edit(book, () => {
    book.tabs[0] = control(31);
    for (const one of cases) {
      const held = book.tabs.find(({ sheetId }) => sheetId === one.sheet_id)!;
      one.change = (one.kind === "rename" ? rename : dropAndAdd)(held, one.table, random);
    }
  });
  const result = await run();
  const lines: string[] = [];
  const right = { rename: 0, drop: 0 };
  for (const one of cases) {
    const { earlier, header } = one.change!;
    const said = await proposals(one);
    const good =
      one.kind === "rename" ? said.join() === `${earlier} → ${header}` : said.length === 0;
    if (good) right[one.kind] += 1;
    lines.push(
      `${good ? "✓" : "✕"} ${one.kind} ${one.table.entity} ${earlier} → ${header}: ${said.join(", ") || "nothing proposed"}`,
    );
    const detail = await lab.app.client.sources.get({ id: one.id });
    expect(detail.mapping_version, one.id).toBe(1);
    if (one.kind === "rename") expect(detail.source.state, lines.at(-1)).toBe("held");
  }
  console.info(
    `${lines.join("\n")}\n${right.rename} of ${CASES} renames, ${right.drop} of ${CASES} drops right`,
  );
  // At least 28 of 30.
  expect(right.rename).toBeGreaterThanOrEqual(Math.ceil((CASES * 28) / 30));
  expect(right.drop).toBeGreaterThanOrEqual(Math.ceil((CASES * 28) / 30));
  // The rest of the run goes on, and what is held stays as it was.
  expect(result.layers.bronze["control"]).toMatchObject({ held: false, rows_new: 1 });
  expect(await count("select count(*) from silver.orders where _source_id = 'control'")).toBe(31);
});

test("a yes reads the new name, in earlier rows too; a no is not asked again", async () => {
  const { client } = lab.app;
  const held = [];
  for (const one of cases) if ((await proposals(one)).length > 0) held.push(one);
  const optional = (one: Case) =>
    ["Status", "Total", "City", "Category"].includes(one.change!.earlier);
  const declined = held.find(optional);
  const accepted = held.filter((one) => one !== declined && one.kind === "rename").slice(0, 4);
  for (const { id } of accepted) {
    const answer = await client.sources.acceptRename({ id });
    expect(answer).toMatchObject({ id, mapping_version: 2 });
  }
  if (declined) await client.sources.acceptRename({ id: declined.id, same: false });
  const result = await run();
  for (const { id } of [...accepted, ...(declined ? [declined] : [])]) {
    expect(result.layers.bronze[id], id).toMatchObject({ held: false });
  }
  for (const { id, table } of accepted) {
    // 60 rows, three taken out, five put in: all are read under the new name.
    const read = await count(
      `select count(*) from silver.${table.entity} where _source_id = '${id}'`,
    );
    expect(read).toBeGreaterThanOrEqual(57);
  }
  await expect(client.sources.acceptRename({ id: "control" })).rejects.toMatchObject({
    message: "No column of control seems to have another name.",
  });
});

test("moved columns, a renamed tab and a renamed file are no event", async () => {
  const before = await silver("orders", "control");
  edit(book, () => {
    book.title = "Renamed";
    book.tabs[0]!.title = "Kontrolle";
    book.tabs[0]!.cells = book.tabs[0]!.cells.map((row) => row.toReversed());
  });
  const result = await run();
  expect(result.findings.filter(({ text: said }) => said.includes("control"))).toEqual([]);
  expect(result.layers.bronze["control"]).toMatchObject({ held: false, rows_new: 0 });
  expect(await silver("orders", "control")).toBe(before);
});

test("new columns, and columns that mean something else now, are told once", async () => {
  edit(book, () => {
    book.tabs[0] = control(31);
    book.tabs[0].cells.forEach((row, index) => row.push(cell(index === 0 ? "Remark" : "x")));
    for (const row of book.tabs[0].cells.slice(1)) row[2] = money(5);
  });
  const said = (await run()).findings.filter(({ text: one }) => one.includes("control"));
  expect(said.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["new_column", "retyped_column"]),
  );
  expect((await run()).findings.filter(({ kind }) => kind === "new_column")).toEqual([]);
});
