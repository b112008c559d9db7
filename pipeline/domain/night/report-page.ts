import { figureText } from "#domain/report-sentence.ts";
import type { JsonValue } from "#domain/json.ts";
import { xmlText } from "./xml-text.ts";

/** A report as a page shows it. */
export interface PagedReport {
  readonly name: string;
  readonly label: string;
  readonly question: string;
  readonly sentence: string;
  readonly currency: string;
  readonly kpis: readonly {
    readonly name: string;
    readonly label: string;
    readonly unit: string;
    readonly value: JsonValue;
  }[];
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly JsonValue[])[];
}

/** Rows of a page; more would make it too heavy to mail. */
const SHOWN = 2000;

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse}caption{text-align:left;font-weight:600;padding:.5rem 0}th,td{padding:.3rem .7rem;text-align:left;border-bottom:1px solid #8886}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}dl{display:flex;flex-wrap:wrap;gap:1rem 2rem}dt{opacity:.8}dd{margin:0;font-size:1.4rem;font-weight:600}.scroll{overflow-x:auto}`;

/** A page that needs nothing but itself: no script, nothing loaded. */
function page(title: string, body: readonly string[]): string {
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${xmlText(title)}</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    ...body,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

const isNumber = (type: string): boolean => /INT|DECIMAL|DOUBLE|FLOAT/i.test(type);

function cellText(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "";
  return xmlText(typeof value === "object" ? JSON.stringify(value) : String(value));
}

function tableOf({ columns, rows, question }: PagedReport): readonly string[] {
  const mark = (type: string): string => (isNumber(type) ? ' class="n"' : "");
  const heads = columns.map(
    ({ name, type }) => `<th scope="col"${mark(type)}>${xmlText(name.replaceAll("_", " "))}</th>`,
  );
  const body = rows.slice(0, SHOWN).map((row) => {
    const cells = columns.map(({ type }, index) =>
      index === 0
        ? `<th scope="row"${mark(type)}>${cellText(row[index])}</th>`
        : `<td${mark(type)}>${cellText(row[index])}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  const more =
    rows.length > SHOWN
      ? [`<p>The first ${SHOWN} of ${rows.length} rows; the console shows all.</p>`]
      : [];
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="${xmlText(question || "Rows")}">`,
    `<table><caption>${xmlText(question)}</caption>`,
    `<thead><tr>${heads.join("")}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody></table></div>`,
    ...more,
  ];
}

export function reportPage(report: PagedReport, as_of: string): string {
  const { label, sentence, kpis, currency } = report;
  const figures = kpis.map(
    (kpi) =>
      `<div><dt>${xmlText(kpi.label)}</dt><dd>${xmlText(figureText(kpi, currency))}</dd></div>`,
  );
  return page(label, [
    '<nav><a href="index.html">All reports</a></nav>',
    "<main>",
    `<h1>${xmlText(label)}</h1>`,
    `<p>${xmlText(sentence)}</p>`,
    ...(figures.length > 0 ? [`<dl>${figures.join("")}</dl>`] : []),
    ...tableOf(report),
    `<p>${xmlText(as_of)}</p>`,
    "</main>",
  ]);
}

export function indexPage(reports: readonly PagedReport[], as_of: string): string {
  return page("Reports", [
    "<main>",
    "<h1>Reports</h1>",
    `<p>${xmlText(as_of)}</p>`,
    "<ul>",
    ...reports.map(
      ({ name, label, sentence }) =>
        `<li><a href="${encodeURIComponent(name)}.html">${xmlText(label)}</a>: ${xmlText(sentence)}</li>`,
    ),
    "</ul>",
    "</main>",
  ]);
}
