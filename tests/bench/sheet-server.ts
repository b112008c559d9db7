/**
 * A local Google with tabs of a million and of ten million cells, and one of 50,000 rows for the doctor. Rows are
 * made when they are asked for, so it holds none. Prints what a reader needs in its environment; ends with its
 * standard input.
 */
import { type Cell, date, money, number, text } from "#tests/google/cells.ts";
import { startTestGoogle } from "#tests/google/start.ts";
import { hugeTab, workbook } from "#tests/google/workbook.ts";

const COLUMNS = [
  "Order no",
  "Customer",
  "Ordered at",
  "Status",
  "Total",
  "Discount",
  "Shipping",
  "Channel",
  "City",
  "Note",
] as const;
const STATUSES = ["paid", "shipped", "delivered", "cancelled"];
const CHANNELS = ["web", "shop", "phone"];
const CITIES = ["Berlin", "Köln", "Wien", "Bern", "Graz", "München"];
const FIRST_DAY = Date.UTC(2026, 0, 1);

function order(row: number): Cell[] {
  if (row === 0) return COLUMNS.map((name) => text(name));
  const day = new Date(FIRST_DAY + (row % 300) * 86_400_000).toISOString().slice(0, 10);
  return [
    number(row),
    number(1000 + ((row * 7919) % 5000)),
    date(`${day} 08:30:00`),
    text(STATUSES[row % 4]!),
    money(((row * 31) % 50_000) / 100),
    number((row % 5) / 100, { type: "PERCENT" }),
    money((row % 900) / 100),
    text(CHANNELS[row % 3]!),
    text(CITIES[row % 6]!),
    row % 9 === 0 ? text(`call before noon, order ${row}`) : null,
  ];
}

/** The same with a defect in every hundredth row. */
function flawed(row: number): Cell[] {
  const cells = order(row);
  if (row > 0 && row % 100 === 0) {
    const flaws: readonly Cell[] = [
      { error: "REF" },
      text("n/a"),
      text("12,50 €"),
      text("ask Marta"),
    ];
    cells[4] = flaws[(row / 100) % flaws.length]!;
  }
  return cells;
}

const tabs = {
  million: hugeTab(1, "Million", 100_000, COLUMNS.length, order),
  "five-million": hugeTab(1, "Five million", 500_000, COLUMNS.length, order),
  "ten-million": hugeTab(1, "Ten million", 1_000_000, COLUMNS.length, order),
  doctor: hugeTab(1, "Doctor", 50_000, COLUMNS.length, flawed),
};
const google = await startTestGoogle(
  Object.entries(tabs).map(([id, tab]) => workbook(id, id, [tab], { timeZone: "UTC" })),
);
google.world.accounts.apiKeys.add("bench");
console.info(JSON.stringify({ ...google.env, MEDALLION_GOOGLE_API_KEY: "bench" }));
process.stdin.resume();
process.stdin.on("end", () => void google.close().then(() => process.exit(0)));
