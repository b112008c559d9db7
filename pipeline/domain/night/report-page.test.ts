import { expect, test } from "vitest";
import { indexPage, type PagedReport, reportPage } from "./report-page.ts";

const REPORT: PagedReport = {
  name: "best sellers",
  label: "Best & worst",
  question: 'Which "products" sell best?',
  sentence: "Mugs <b>lead</b>.",
  currency: "EUR",
  kpis: [{ name: "revenue", label: "Revenue", unit: "currency", value: "12.5" }],
  columns: [
    { name: "product_name", type: "VARCHAR" },
    { name: "net_amount", type: "DECIMAL(18,4)" },
    { name: "tags", type: "VARCHAR[]" },
  ],
  rows: [
    ["Mug", "12.5000", ["a", "b"]],
    ["<script>", null, null],
  ],
};

test("a report's page, as it is mailed", async () => {
  const page = reportPage(REPORT, "Complete through 2025-03-01.");
  await expect(page).toMatchFileSnapshot("./fixtures/report-page.html");
});

test("the page of all reports", async () => {
  const page = indexPage([REPORT], "Complete through 2025-03-01.");
  await expect(page).toMatchFileSnapshot("./fixtures/report-index.html");
});

test("without figures there is no list of them; without a question the rows have a name", () => {
  const page = reportPage({ ...REPORT, kpis: [], question: "" }, "");
  expect(page).not.toContain("<dl>");
  expect(page).toContain('aria-label="Rows"');
});

test("of very many rows the first are on the page, and it says so", () => {
  const rows = Array.from({ length: 2001 }, (_, i) => [`p${i}`, "1", null]);
  const page = reportPage({ ...REPORT, rows }, "");
  expect(page).toContain("The first 2000 of 2001 rows; the console shows all.");
  expect(page).toContain(">p1999<");
  expect(page).not.toContain(">p2000<");
  expect(reportPage({ ...REPORT, rows: rows.slice(1) }, "")).not.toContain("The first");
});
