/**
 * The conformance table: layouts of messy sheets, and what is made of each. Printed; on a fixed seed and on a
 * fresh one. Where the column names are, what the first order's values mean, and each defect at its exact place.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomSource } from "#tests/google/demo-workbook.ts";
import { workbook } from "#tests/google/workbook.ts";
import { openSheetLab, type SheetLab } from "./lab.ts";
import { layouts } from "./layout-cases.ts";
import type { Layout } from "./layout-sheet.ts";

const FIXED = 7;
const FRESH = Number(process.env["MEDALLION_SHEETS_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
/** Said of the same thing in other words, or of what the layout plants on purpose. */
const ECHOES = new Set(["unreadable_values", "header_not_in_first_row", "mapping_note"]);

let lab: SheetLab;
let books = 0;

beforeAll(async () => {
  lab = await openSheetLab();
});
afterAll(() => lab.close());

interface Verdict {
  readonly name: string;
  readonly header: string;
  readonly types: string;
  readonly found: readonly string[];
  readonly missed: readonly string[];
  readonly alarms: readonly string[];
}

async function read({ tab, locale = "en_US" }: Layout) {
  const id = `layout-${(books += 1)}`;
  lab.google.world.books.set(id, workbook(id, id, [tab], { locale, timeZone: "UTC" }));
  return lab.app.client.sources.draft({
    entities: ["orders"],
    origin: { kind: "sheet", path: "link", spreadsheet_id: id, sheet_id: tab.sheetId },
  });
}

/** The layout and its defects alone, without typing a value: a tenth of the time. */
async function look({ tab, locale = "en_US" }: Layout) {
  const id = `layout-${(books += 1)}`;
  lab.google.world.books.set(id, workbook(id, id, [tab], { locale, timeZone: "UTC" }));
  const { layout, findings } = await lab.app.services.reader.inspect(
    `sheet:${id}/${tab.sheetId}`,
    {},
  );
  const header_row = layout.header_row;
  return { proposal: { header_row, findings }, preview: null, blocked: [] };
}

const key = (kind: string, at: string): string => `${kind} ${at}`.trim();

async function verdict(layout: Layout, typed: boolean): Promise<Verdict> {
  const { proposal, preview, blocked } = await (typed ? read : look)(layout);
  const places = (preview?.findings ?? proposal.findings)
    .filter(({ kind }) => !ECHOES.has(kind))
    .map(({ kind, address = "" }) => key(kind, address.replace(/^.*!/, "")));
  const planted = layout.defects.map(({ kind, at }) => key(kind, at));
  const shown = Object.entries(layout.means).filter(([column, means]) => {
    const index = preview?.columns.findIndex((one) => one.column === column) ?? -1;
    return preview?.rows.every(({ cells }) => cells[index]?.typed !== means) ?? true;
  });
  const wrong = shown.map(([column]) => column);
  return {
    name: layout.name,
    header: proposal.header_row === layout.header_row ? "right" : `row ${proposal.header_row}`,
    types: preview === null ? blocked.join(" ") || "–" : wrong.join(", ") || "right",
    found: planted.filter((one) => places.includes(one)),
    missed: planted.filter((one) => !places.includes(one)),
    alarms: [...new Set(places.filter((one) => !planted.includes(one)))],
  };
}

function printed(verdicts: readonly Verdict[], seed: number): string {
  const rows = verdicts.map(({ name, header, types, found, missed, alarms }) =>
    [
      name.padEnd(38),
      `names ${header}`.padEnd(12),
      `values ${types}`.padEnd(14),
      ...found.map((one) => `✓ ${one}`),
      ...missed.map((one) => `✕ MISSED ${one}`),
      ...alarms.map((one) => `? ALARM ${one}`),
    ].join("  "),
  );
  return [`Layouts of sheets, seed ${seed}`, ...rows].join("\n");
}

test.each([FIXED, FRESH])(
  "messy sheets are read as they are meant (seed %i)",
  async (seed) => {
    const verdicts: Verdict[] = [];
    for (const [index, layout] of layouts(randomSource(seed)).entries()) {
      // Values of every layout on the fixed seed, of every fourth on the fresh one.
      verdicts.push(await verdict(layout, seed === FIXED || index % 4 === seed % 4));
    }
    console.info(printed(verdicts, seed));
    const seeded = new Set(
      verdicts.flatMap(({ found, missed }) => [...found, ...missed].map(kindOf)),
    );
    const missed = new Set(verdicts.flatMap((one) => one.missed.map(kindOf)));
    expect(verdicts.length).toBeGreaterThanOrEqual(20);
    expect(seeded.size).toBeGreaterThanOrEqual(20);
    expect(verdicts.filter(({ header }) => header !== "right")).toEqual([]);
    expect(verdicts.filter(({ types }) => types !== "right" && types !== "–")).toEqual([]);
    expect([...missed]).toEqual([]);
    expect(verdicts.flatMap(({ name, alarms }) => alarms.map((one) => `${name}: ${one}`))).toEqual(
      [],
    );
  },
  300_000,
);

const kindOf = (one: string): string => one.split(" ")[0]!;
