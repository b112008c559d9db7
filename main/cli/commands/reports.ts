import type { Report } from "#contract/reports.ts";
import type { Table } from "#contract/values.ts";
import type { CommandLine } from "../command-line.ts";
import { given, onWorkspace, wholeNumber } from "../command-line.ts";
import { cellText, kpiText, plural, table } from "../text.ts";

/** Rows a terminal shows of a query or report; with --json there is no such limit. */
const SHOWN = 200;
const NUMERIC = /INT|DECIMAL|DOUBLE|FLOAT|NUMERIC/i;

function tableText({ columns, rows }: Table): string {
  return table(
    columns.map(({ name, type }) => ({
      title: name,
      align: NUMERIC.test(type) ? "right" : "left",
    })),
    rows.map((row) => row.map(cellText)),
  );
}

/** A report for a terminal: question, KPIs with the published value, sentence, first rows. */
export function reportText(report: Report): string {
  const kpis = report.kpis.map((kpi) => {
    const value = kpiText(kpi.value, kpi.unit, report.currency);
    const before =
      kpi.previous === null || kpi.previous === kpi.value
        ? ""
        : ` (published: ${kpiText(kpi.previous, kpi.unit, report.currency)})`;
    return `  ${kpi.label}: ${value}${before}`;
  });
  const rows = report.rows.slice(0, SHOWN);
  const left = report.rows.length - rows.length;
  return [
    report.question,
    ...kpis,
    report.sentence,
    "",
    tableText({ columns: report.columns, rows }),
    ...(left > 0 ? [`… and ${plural(left, "row")} more; --json prints all.`] : []),
  ].join("\n");
}

interface Options {
  json?: boolean;
  published?: boolean;
  limit?: number;
}

function addQuery({ program, run }: CommandLine): void {
  onWorkspace(program, "query", "read-only SQL on the newest build, one statement")
    .argument("<sql>", 'e.g. "select count(*) from gold.fact_sales"')
    .option("--published", "ask what readers see instead")
    .option("--limit <n>", "at most this many rows", wholeNumber(1))
    .action((directory: string, sql: string, options: Options) =>
      run(directory, options, async ({ client, out, host }) => {
        const limit = options.limit ?? (out.json ? undefined : SHOWN);
        const input = { sql, published: options.published === true, ...given({ limit }) };
        const answer = await (await client()).reports.query(input, host);
        const { columns, rows } = answer;
        out.result({ columns, rows }, () => tableText(answer));
        if (answer.truncated) out.note(`Only the first ${plural(rows.length, "row")} are shown.`);
      }),
    );
}

export function addReports(line: CommandLine): void {
  addQuery(line);
  onWorkspace(line.program, "report", "one report, or the list of them")
    .argument("[name]", "e.g. margin")
    .option("--published", "what readers see instead of the newest build")
    .action((directory: string, name: string | undefined, options: Options) =>
      line.run(directory, options, async ({ client, out, host }) => {
        const published = options.published === true;
        const { reports } = await client();
        if (name !== undefined) {
          const report = await reports.get({ name, published }, host);
          out.result(report, () => reportText(report));
          return;
        }
        const list = await reports.list({ published }, host);
        out.result(list, () =>
          table(
            [{ title: "Report" }, { title: "Question", width: 100 }],
            list.map((entry) => [
              entry.name,
              entry.applicable
                ? entry.question
                : `${entry.question} (its sources are not connected)`,
            ]),
          ),
        );
      }),
    );
}
