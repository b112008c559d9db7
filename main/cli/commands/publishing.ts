import type { Diff, VersionInfo } from "#contract/reports.ts";
import type { CommandLine } from "../command-line.ts";
import { given, onWorkspace, wholeNumber } from "../command-line.ts";
import { kpiText, number, plural, table } from "../text.ts";
import { rolledBackText, targetNamed } from "./target-versions.ts";

function percent(value: number | null): string {
  if (value === null) return "—";
  const sign = value > 0 ? "+" : value < 0 ? "−" : "";
  return `${sign}${Math.abs(value).toFixed(1)} %`;
}

function rowCount(value: number | null): string {
  return value === null ? "—" : number(value);
}

function diffText(diff: Diff): string {
  if (diff.version !== null && !diff.changed) {
    return `Build ${diff.build_id} says the same as published version ${diff.version}.`;
  }
  const against = diff.version === null ? "nothing published yet" : `version ${diff.version}`;
  const right = (title: string) => ({ title, align: "right" as const });
  const kpis = diff.kpis
    .filter((kpi) => kpi.published !== kpi.build)
    .map((kpi) => [
      kpi.report,
      kpi.label,
      kpiText(kpi.published, kpi.unit, diff.currency),
      kpiText(kpi.build, kpi.unit, diff.currency),
      kpiText(kpi.delta, kpi.unit, diff.currency),
      percent(kpi.percent),
    ]);
  const tables = diff.tables
    .filter((row) => row.published !== row.build)
    .map((row) => [row.table, rowCount(row.published), rowCount(row.build)]);
  return [
    `Build ${diff.build_id} against ${against}:`,
    ...diff.findings,
    "",
    table(
      [
        { title: "Report" },
        { title: "Number" },
        right("Published"),
        right("Build"),
        right("Change"),
        right("%"),
      ],
      kpis,
    ),
    "",
    table([{ title: "Table" }, right("Published rows"), right("Build rows")], tables),
  ].join("\n");
}

function versionRow(version: VersionInfo): readonly string[] {
  return [
    `${version.version}${version.current ? " *" : ""}`,
    version.published_at,
    version.build_id,
    version.reason ?? "",
  ];
}

function addRollback({ program, run }: CommandLine): void {
  onWorkspace(program, "rollback", "show readers an earlier version again")
    .argument("<version>", "a number that `versions` lists", wholeNumber(1))
    .option(
      "--target <engine>",
      "duckdb, or snowflake: a run that `target versions` lists",
      "duckdb",
    )
    .action((directory: string, version: number, options: { json?: boolean; target?: string }) =>
      run(directory, options, async ({ client, out, host }) => {
        if (targetNamed(options.target) === "snowflake") {
          const there = await (await client()).target.rollback({ run: version }, host);
          out.result(there, () => rolledBackText(there));
          return;
        }
        const back = await (await client()).publishing.rollback({ version }, host);
        out.result(back, () =>
          [
            `Readers see version ${back.version} again. Version ${back.previous} is kept.`,
            ...(back.auto_publish_paused
              ? ["Runs do not publish by themselves until a person publishes."]
              : []),
          ].join("\n"),
        );
      }),
    );
}

export function addPublishing(line: CommandLine): void {
  const { program, run } = line;
  onWorkspace(program, "diff", "the newest build beside what readers see").action(
    (directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const diff = await (await client()).publishing.diff({}, host);
        out.result(diff, () => diffText(diff));
      }),
  );

  onWorkspace(program, "publish", "let readers see the newest build")
    .option("--reason <text>", "why; needed for a held run")
    .action((directory: string, options: { json?: boolean; reason?: string }) =>
      run(directory, options, async ({ client, job, out, host }) => {
        const input = given({ reason: options.reason });
        const published = await job(await (await client()).publishing.publish(input, host));
        out.result(published, () =>
          published.changed
            ? `Published version ${published.version}: ${plural(published.tables, "table")}, ${plural(published.rows, "row")}. You can roll back at any time.`
            : `Version ${published.version} already shows this build. Nothing changed.`,
        );
      }),
    );

  addRollback(line);

  onWorkspace(program, "versions", "the published versions").action(
    (directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const list = await (await client()).publishing.versions({}, host);
        out.result(list, () =>
          list.versions.length === 0
            ? `Nothing is published yet. Next: npm run -s medallion -- publish ${directory}`
            : table(
                [
                  { title: "Version", align: "right" },
                  { title: "Published" },
                  { title: "Build" },
                  { title: "Reason" },
                ],
                list.versions.map(versionRow),
              ),
        );
      }),
  );
}
