import type { CommandLine } from "../command-line.ts";
import { calendarDate, onWorkspace, wholeNumber } from "../command-line.ts";
import { runExitCode } from "../output.ts";
import { runText } from "../run-text.ts";
import { duration, number, table } from "../text.ts";
import { targetNamed } from "./target-versions.ts";

interface RunOptions {
  json?: boolean;
  full?: boolean;
  publish?: boolean;
  target?: string;
  verify?: boolean;
}

function addRun({ program, run }: CommandLine): void {
  onWorkspace(program, "run", "read the sources, build the warehouse, check it")
    .option("--full", "read every file again and rebuild everything")
    .option("--publish", "publish when the run succeeds")
    .option("--target <engine>", "duckdb, or snowflake: the same tables there, too", "duckdb")
    .option(
      "--verify",
      "compare every table on Snowflake with this computer's; a difference exits with 1",
    )
    .action((directory: string, options: RunOptions) =>
      run(directory, options, async ({ client, job, out, host }) => {
        const input = {
          full: options.full === true,
          publish: options.publish === true,
          verify: options.verify === true,
          target: targetNamed(options.target),
        };
        const result = await job(await (await client()).runs.start(input, host));
        out.result(result, () => runText(result, directory));
        return runExitCode(result.status, result.findings);
      }),
    );
}

function addBackfill({ program, run }: CommandLine): void {
  onWorkspace(program, "backfill", "read the days from --from to --to again")
    .requiredOption("--from <date>", "first day", calendarDate)
    .requiredOption("--to <date>", "last day", calendarDate)
    .option("--dry-run", "only say what would be read again")
    .action(
      (
        directory: string,
        options: { json?: boolean; from: string; to: string; dryRun?: boolean },
      ) =>
        run(directory, options, async ({ client, job, out, host }) => {
          const { from, to } = options;
          const input = { from, to, dry_run: options.dryRun === true };
          const result = await job(await (await client()).runs.backfill(input, host));
          out.result(result, () => {
            const sources = Object.entries(result.sources).map(([id, { batches, rows }]) => [
              id,
              number(batches),
              number(rows),
            ]);
            const right = (title: string) => ({ title, align: "right" as const });
            return [
              `${result.dry_run ? "Would read again" : "Read again"}, ${from} to ${to}:`,
              table([{ title: "Source" }, right("Batches"), right("Rows")], sources),
              ...(result.run ? ["", runText(result.run, directory)] : []),
            ].join("\n");
          });
          return result.run ? runExitCode(result.run.status) : 0;
        }),
    );
}

export function addRuns(line: CommandLine): void {
  addRun(line);
  addBackfill(line);
  onWorkspace(line.program, "runs", "the newest runs and how they ended")
    .option("--limit <n>", "how many", wholeNumber(1), 20)
    .action((directory: string, options: { json?: boolean; limit: number }) =>
      line.run(directory, options, async ({ client, out, host }) => {
        const runs = await (await client()).runs.list({ limit: options.limit }, host);
        out.result(runs, () =>
          table(
            [
              { title: "Run" },
              { title: "Kind" },
              { title: "Status" },
              { title: "Started" },
              { title: "Took", align: "right" },
              { title: "Cause", width: 80 },
            ],
            runs.map((entry) => [
              entry.run_id,
              entry.kind,
              entry.status,
              entry.started_at,
              entry.seconds === null ? "—" : duration(entry.seconds),
              entry.cause ?? "",
            ]),
          ),
        );
      }),
    );
}
