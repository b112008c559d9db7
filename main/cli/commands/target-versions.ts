import type { Command } from "commander";
import type { z } from "zod";
import type { targetEstimate, targetRolledBack } from "#contract/target.ts";
import { AppError } from "#domain/errors.ts";
import { type CommandLine, onWorkspace, wholeNumber } from "../command-line.ts";
import { table } from "../text.ts";

type Run = CommandLine["run"];

/** What `--target` names. @throws AppError `usage`. */
export function targetNamed(text = "duckdb"): "duckdb" | "snowflake" {
  if (text === "duckdb" || text === "snowflake") return text;
  throw new AppError("usage", `There is no target ${text}.`, {
    hint: "It is duckdb or snowflake.",
  });
}

function estimateText(estimate: z.output<typeof targetEstimate>): string {
  const { build_id, credits, money, cap, above_cap, not_counted } = estimate;
  if (build_id === null) return "There is no build to estimate yet. Run first.";
  const price = money ? ` (about ${money.amount.toFixed(2)} ${money.currency})` : "";
  const says = cap === null ? "No cap is set." : `The cap is ${cap}.`;
  const stops = above_cap ? " A run would send nothing." : "";
  return `About ${credits} credits${price}; ${not_counted}. ${says}${stops}`;
}

/** What a run there costs, and which versions of it readers may see. */
export function addVersions(parent: Command, run: Run): void {
  onWorkspace(parent, "estimate", "what the newest build would cost there; asks nobody").action(
    (directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const estimate = await (await client()).target.estimate({}, host);
        out.result(estimate, () => estimateText(estimate));
      }),
  );
  onWorkspace(parent, "versions", "what readers see on Snowflake, and what can be put back").action(
    (directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const { versions } = await (await client()).target.versions({}, host);
        const rows = versions.map((one) => [
          String(one.run),
          one.as_of,
          one.build_id,
          one.current ? "readers see this" : "",
        ]);
        const titles = [{ title: "Run" }, { title: "As of" }, { title: "Build" }, { title: "" }];
        const none = "Nothing is published on Snowflake yet.";
        out.result({ versions }, () => (rows.length === 0 ? none : table(titles, rows)));
      }),
  );
  onWorkspace(parent, "rollback", "show readers on Snowflake an earlier version again")
    .argument("<run>", "a number that `target versions` lists", wholeNumber(1))
    .action((directory: string, wanted: number, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const back = await (await client()).target.rollback({ run: wanted }, host);
        out.result(back, () => rolledBackText(back));
      }),
    );
}

/** What changed for readers. */
export function rolledBackText({ run, previous }: z.output<typeof targetRolledBack>): string {
  if (previous === run) return `Readers on Snowflake see the version of run ${run} already.`;
  const kept = previous === null ? "" : ` That of run ${previous} is kept.`;
  return `Readers on Snowflake see the version of run ${run} again.${kept}`;
}
