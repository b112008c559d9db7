import type { Command } from "commander";
import { ERROR_EXIT_CODES } from "#domain/errors.ts";
import { cellLink } from "#domain/sheet-link.ts";
import type { SourceCheck, SourceSummary } from "#contract/sources.ts";
import type { CommandLine } from "../command-line.ts";
import { howReadText } from "../how-read-text.ts";
import { addMap } from "./source-map.ts";
import { addAcceptRename } from "./source-rename.ts";
import { onWorkspace, wholeNumber } from "../command-line.ts";
import { EXIT_OK } from "../output.ts";
import { proposalText } from "../proposal-text.ts";
import { followedInput } from "../sheet-flags.ts";
import { type SourceFlags, withSourceFlags } from "../source-flags.ts";
import { cellText, number, plural, table } from "../text.ts";

type Run = CommandLine["run"];
interface Plain {
  json?: boolean;
}

function sourceRow(source: SourceSummary): readonly string[] {
  return [
    source.id,
    source.name,
    source.entities.join(", "),
    source.mode,
    source.rows === null ? "—" : number(source.rows),
    source.state,
    source.reason ?? "",
  ];
}

function addAdd(parent: Command, run: Run): void {
  withSourceFlags(
    onWorkspace(parent, "add", "connect a source").argument(
      "<entities>",
      "e.g. orders,order_items",
    ),
  ).action((directory: string, entities: string, flags: SourceFlags) =>
    run(directory, flags, async ({ client, out, host }) => {
      const input = await followedInput(entities, flags, client, host);
      const added = await (await client()).sources.add(input, host);
      out.result(added, () =>
        [
          `Connected ${added.source.name} as ${added.source.id} (${added.source.mode}).`,
          proposalText(added.proposal),
          `Next: npm run -s medallion -- run ${directory}`,
        ].join("\n"),
      );
    }),
  );
}

function addSuggest(parent: Command, run: Run): void {
  withSourceFlags(
    onWorkspace(parent, "suggest", "how a source would be mapped, with reasons").argument(
      "<entities>",
      "e.g. orders,order_items",
    ),
  ).action((directory: string, entities: string, flags: SourceFlags) =>
    run(directory, flags, async ({ client, out, host }) => {
      const input = await followedInput(entities, flags, client, host);
      const proposal = await (await client()).sources.suggest(input, host);
      out.result(proposal, () => proposalText(proposal));
    }),
  );
}

function addTabs(parent: Command, run: Run): void {
  onWorkspace(parent, "list-tabs", "the tabs of a Google Sheet, with the link of each")
    .argument("<link>", "the link from the address bar")
    .option("--account <name>", "the Google account that reads it")
    .action((directory: string, link: string, options: Plain & { account?: string }) =>
      run(directory, options, async ({ client, out, host }) => {
        const { account } = options;
        const asked = { link, ...(account !== undefined && { account }) };
        const found = await (await client()).sources.tabs(asked, host);
        out.result(found, () =>
          table(
            [{ title: "Tab" }, { title: "Rows", align: "right" }, { title: "Link" }],
            found.tabs.map((tab) => [
              tab.title,
              number(tab.rows),
              cellLink(found.spreadsheet_id, tab.sheet_id),
            ]),
          ),
        );
      }),
    );
}

function addList(parent: Command, run: Run): void {
  onWorkspace(parent, "list", "the sources and their state").action(
    (directory: string, options: Plain) =>
      run(directory, options, async ({ client, out, host }) => {
        const sources = await (await client()).sources.list({}, host);
        const titles = ["Id", "Name", "Feeds", "Mode", "Rows", "State", "Why"];
        out.result(sources, () =>
          sources.length === 0
            ? `No source is connected yet. Next: npm run -s medallion -- source add ${directory} orders --csv orders.csv`
            : table(
                titles.map((title) => ({ title, align: title === "Rows" ? "right" : "left" })),
                sources.map(sourceRow),
              ),
        );
      }),
  );
}

function addCheck(parent: Command, run: Run): void {
  onWorkspace(parent, "check", "can it be read, and what is odd about it; writes nothing")
    .argument("[source]", "an id (default: all)")
    .action((directory: string, id: string | undefined, options: Plain) =>
      run(directory, options, async ({ client, out, host }) => {
        const { sources } = await client();
        const all = id ? [id] : (await sources.list({}, host)).map((source) => source.id);
        const checks: SourceCheck[] = [];
        for (const one of all) checks.push(await sources.check({ id: one }, host));
        out.result(id ? checks[0] : checks, () =>
          checks
            .flatMap((check) => [
              `${check.readable ? "✓" : "✕"} ${check.id}: ${check.rows === null ? "not readable" : plural(check.rows, "row")}`,
              ...check.findings.map((found) => `  ▲ ${found.text} ${found.action ?? ""}`.trimEnd()),
              ...check.questions.map((open) => `  ? ${open.text} ${open.flag ?? ""}`.trimEnd()),
              ...messageText(check),
            ])
            .join("\n"),
        );
        return checks.every((check) => check.readable) ? EXIT_OK : ERROR_EXIT_CODES.upstream;
      }),
    );
}

/** The owner's message between lines, so that it can be copied as it is. */
const messageText = ({ message }: SourceCheck): readonly string[] =>
  message === null ? [] : ["", "For the owner of the sheet, ready to send:", RULE, message, RULE];
const RULE = "─".repeat(40);

function addPreview(parent: Command, run: Run): void {
  onWorkspace(parent, "preview", "first rows as written and as we read them")
    .argument("<source>", "an id that `source list` prints")
    .option("--limit <n>", "how many rows", wholeNumber(1), 20)
    .action((directory: string, id: string, options: Plain & { limit: number }) =>
      run(directory, options, async ({ client, out, host }) => {
        const seen = await (await client()).sources.preview({ id, limit: options.limit }, host);
        const columns = seen.columns.map((column) => ({
          title: `${column.entity}.${column.column}`,
        }));
        out.result(seen, () =>
          [
            table(
              [{ title: "Row" }, ...columns],
              seen.rows.map((row) => [
                row.address,
                ...row.cells.map((cell) =>
                  cell.raw === cell.typed
                    ? cellText(cell.raw)
                    : `${cellText(cell.raw)} → ${cell.problem ?? cellText(cell.typed)}`,
                ),
              ]),
            ),
            ...(seen.rows_disappearing > 0
              ? [`${plural(seen.rows_disappearing, "row")} of the last read would disappear.`]
              : []),
            ...howReadText(seen),
            ...seen.findings.map((found) => `▲ ${found.text} ${found.action ?? ""}`.trimEnd()),
          ].join("\n"),
        );
      }),
    );
}

function addRemove(parent: Command, run: Run): void {
  onWorkspace(parent, "remove", "stop reading a source; its rows leave the next build")
    .argument("<source>", "an id that `source list` prints")
    .option("--undo", "take an earlier removal back")
    .action((directory: string, id: string, options: Plain & { undo?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const input = { id, undo: options.undo === true };
        const result = await (await client()).sources.remove(input, host);
        const rows = Object.entries(result.rows_leaving).map(
          ([entity, count]) => `${plural(count, "row")} of ${entity}`,
        );
        out.result(result, () =>
          result.restored
            ? `${id} is read again with the next run.`
            : `${id} is no longer read. With the next run ${rows.join(", ") || "no rows"} leave the warehouse; --undo takes it back.`,
        );
      }),
    );
}

function addHeldAnswers(parent: Command, run: Run): void {
  onWorkspace(parent, "accept", "a held read is right: use it")
    .argument("<source>", "an id that `source list` prints")
    .requiredOption("--reason <text>", "why it is right")
    .option("--append", "it holds only new rows: keep the earlier ones, now and later")
    .action((directory: string, id: string, options: Plain & { reason: string; append?: true }) =>
      run(directory, options, async ({ client, out, host }) => {
        const input = { id, reason: options.reason, append: options.append === true };
        const result = await (await client()).sources.accept(input, host);
        out.result(
          result,
          () =>
            `Accepted ${plural(result.rows, "row")} of ${id}. Next: npm run -s medallion -- run ${directory}`,
        );
      }),
    );
  onWorkspace(parent, "discard", "a held read is wrong: keep the last good one")
    .argument("<source>", "an id that `source list` prints")
    .action((directory: string, id: string, options: Plain) =>
      run(directory, options, async ({ client, out, host }) => {
        const result = await (await client()).sources.discard({ id }, host);
        out.result(result, () => `Kept the last good read of ${id}; the refused one is gone.`);
      }),
    );
}

export function addSources({ program, run }: CommandLine): void {
  const parent = program.command("source").description("where the data comes from");
  const parts = [
    addAdd,
    addTabs,
    addList,
    addCheck,
    addPreview,
    addMap,
    addAcceptRename,
    addRemove,
    addHeldAnswers,
    addSuggest,
  ];
  for (const add of parts) add(parent, run);
}
