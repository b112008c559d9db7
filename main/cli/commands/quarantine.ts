import type { Command } from "commander";
import type { CommandLine } from "../command-line.ts";
import { calendarDate, given, onWorkspace, wholeNumber } from "../command-line.ts";
import { cellText, number, plural, table } from "../text.ts";

interface Chosen {
  json?: boolean;
  entity?: string;
  rule?: string;
  source?: string;
}

function withFilter(command: Command): Command {
  return command
    .option("--entity <name>", "only rows of this entity")
    .option("--rule <name>", "only rows this rule set aside")
    .option("--source <id>", "only rows of this source");
}

function filterOf({ entity, rule, source }: Chosen): {
  entity: string;
  rule: string;
  source: string;
} {
  return given({ entity, rule, source }) as { entity: string; rule: string; source: string };
}

function addList(parent: Command, run: CommandLine["run"]): void {
  withFilter(onWorkspace(parent, "list", "rows that were set aside, and why"))
    .option("--limit <n>", "at most this many", wholeNumber(1), 200)
    .action((directory: string, options: Chosen & { limit: number }) =>
      run(directory, options, async ({ client, out, host }) => {
        const input = { ...filterOf(options), limit: options.limit };
        const list = await (await client()).quarantine.list(input, host);
        out.result(list, () =>
          [
            table(
              [{ title: "Id", width: 60 }, { title: "Where" }, { title: "Why", width: 100 }],
              list.rows.map((row) => [
                row.id,
                row.address ?? "no longer there",
                row.reasons.map((reason) => reason.says).join("; "),
              ]),
            ),
            `${number(list.rows.length)} of ${plural(list.total, "row")} set aside`,
          ].join("\n"),
        );
      }),
    );
}

function addShow(parent: Command, run: CommandLine["run"]): void {
  onWorkspace(parent, "show", "one row that was set aside, as its source wrote it")
    .argument("<id>", "an id that `quarantine list` prints")
    .action((directory: string, id: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const row = await (await client()).quarantine.show({ id }, host);
        out.result(row, () =>
          [
            `${row.entity} ${row.key}, ${row.address ?? "no longer there"} (${row.source_id})`,
            ...row.reasons.map((reason) => `▲ ${reason.says} ${reason.todo ?? ""}`.trimEnd()),
            "",
            table(
              [{ title: "Column" }, { title: "As written", width: 80 }],
              Object.entries(row.cells).map(([header, value]) => [header, cellText(value)]),
            ),
            ...row.decisions.map(
              (made) =>
                `Waived ${made.rule}: ${made.reason} (${made.made_at}, ${made.decision_id})`,
            ),
          ].join("\n"),
        );
      }),
    );
}

function addReadmit(parent: Command, run: CommandLine["run"]): void {
  withFilter(onWorkspace(parent, "readmit", "judge set-aside rows again; never forces them in"))
    .argument("[ids...]", "rows; none means all that match")
    .action((directory: string, ids: string[], options: Chosen) =>
      run(directory, options, async ({ client, out, host }) => {
        const input = { ids, filter: filterOf(options) };
        const result = await (await client()).quarantine.readmit(input, host);
        out.result(
          result,
          () =>
            `${plural(result.judged, "row")} judged again: ${number(result.passing)} pass and return with the next run, ${number(result.still_set_aside)} stay set aside.`,
        );
      }),
    );
}

function addWaive(parent: Command, run: CommandLine["run"]): void {
  onWorkspace(parent, "waive", "accept rows although they break a rule")
    .argument("[ids...]", "rows; none means all that match")
    .requiredOption("--rule <name>", "the rule they may break")
    .requiredOption("--reason <text>", "why")
    .option("--entity <name>", "only rows of this entity")
    .option("--source <id>", "only rows of this source")
    .option("--until <date>", "last day it holds (default: for ever)", calendarDate)
    .action(
      (
        directory: string,
        ids: string[],
        options: Chosen & { rule: string; reason: string; until?: string },
      ) =>
        run(directory, options, async ({ client, out, host }) => {
          const { rule, reason, until } = options;
          const input = { ids, filter: filterOf(options), rule, reason, ...given({ until }) };
          const result = await (await client()).quarantine.waive(input, host);
          out.result(
            result,
            () =>
              `Waived ${rule} for ${plural(result.rows, "row")}; they return with the next run.`,
          );
        }),
    );
}

function addUndo(parent: Command, run: CommandLine["run"]): void {
  onWorkspace(parent, "undo", "take a decision back")
    .argument("<decision>", "an id that `quarantine show` prints")
    .action((directory: string, decision: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const result = await (await client()).quarantine.undo({ decision_id: decision }, host);
        out.result(result, () =>
          result.undone
            ? "Taken back; its rows are judged again with the next run."
            : "It was taken back before.",
        );
      }),
    );
}

function addRecheck({ program, run }: CommandLine): void {
  withFilter(onWorkspace(program, "recheck", "read corrected cells of set-aside rows again"))
    .argument("[ids...]", "rows; none means all that match")
    .action((directory: string, ids: string[], options: Chosen) =>
      run(directory, options, async ({ client, job, out, host }) => {
        const input = { ids, filter: filterOf(options) };
        const result = await job(await (await client()).quarantine.recheck(input, host));
        out.result(result, () =>
          [
            `${plural(result.checked, "row")} looked up again: ${number(result.corrected)} corrected, ${number(result.still_broken)} still set aside, ${number(result.gone)} no longer there.`,
            ...(result.batch_ids.length > 0
              ? [`The corrections are stored. Next: npm run -s medallion -- run ${directory}`]
              : []),
            ...result.needs_run.map(
              (source) =>
                `${source} changed elsewhere too. Next: npm run -s medallion -- run ${directory}`,
            ),
          ].join("\n"),
        );
      }),
    );
}

export function addQuarantine(line: CommandLine): void {
  const parent = line.program.command("quarantine").description("rows that were set aside");
  for (const add of [addList, addShow, addReadmit, addWaive, addUndo]) add(parent, line.run);
  addRecheck(line);
}
