import type { CheckResult } from "#contract/quality.ts";
import type { CommandLine } from "../command-line.ts";
import { given, onWorkspace, wholeNumber } from "../command-line.ts";
import { qualityText } from "../run-text.ts";
import { cellText, number, plural, table } from "../text.ts";

interface Options {
  json?: boolean;
  run?: string;
  failing?: string;
  limit?: number;
}

/** Worst first. */
const ORDER = ["failed", "skipped", "warned", "passed", "not_applicable"];

function problems(checks: readonly CheckResult[]): readonly CheckResult[] {
  return checks
    .filter((check) => check.status !== "passed" && check.status !== "not_applicable")
    .toSorted(
      (a, b) =>
        ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
        b.rows_failed - a.rows_failed ||
        a.name.localeCompare(b.name, "en"),
    );
}

/** One check: its state, what it means, since when, where, what to do. */
function checkText(check: CheckResult): string {
  const places = check.examples
    .slice(0, 3)
    .map((example) => `${example.address ?? example.key}: ${cellText(example.value)}`);
  return [
    `${check.status === "failed" ? "✕" : check.status === "warned" ? "▲" : "?"} ${check.label}: ${check.says}`,
    `  ${number(check.rows_failed)} of ${plural(check.rows_checked, "row")}${check.since ? `, since ${check.since}` : ""}${check.owner ? `; owner ${check.owner}` : ""}`,
    ...(places.length > 0 ? [`  e.g. ${places.join("; ")}`] : []),
    ...(check.todo ? [`  ${check.todo}`] : []),
    `  --failing ${check.name}`,
  ].join("\n");
}

export function addQuality({ program, run }: CommandLine): void {
  onWorkspace(program, "quality", "what was checked and what was found")
    .option("--run <id>", "an earlier run (default: the newest)")
    .option("--failing <check>", "all failing rows of one check")
    .option("--limit <n>", "at most this many rows with --failing", wholeNumber(1))
    .action((directory: string, options: Options) =>
      run(directory, options, async ({ client, out, host }) => {
        const { quality } = await client();
        const which = given({ run_id: options.run });
        if (options.failing !== undefined) {
          const limit = options.limit ?? (out.json ? 100_000 : 200);
          const rows = await quality.failing({ check: options.failing, limit, ...which }, host);
          out.result(rows, () =>
            [
              checkText(rows.check),
              "",
              table(
                rows.columns.map(({ name }) => ({ title: name })),
                rows.rows.map((row) => row.map(cellText)),
              ),
              `${number(rows.rows.length)} of ${plural(rows.total, "row")}`,
            ].join("\n"),
          );
          return;
        }
        const result = await quality.result(which, host);
        out.result(result, () =>
          [
            `Run ${result.run_id}, ${result.finished_at}. ${qualityText(result.summary)}`,
            `Looked at ${plural(result.rows_checked, "row")}.`,
            ...problems(result.checks).map((check) => `\n${checkText(check)}`),
          ].join("\n"),
        );
      }),
    );
}
