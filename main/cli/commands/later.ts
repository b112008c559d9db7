import type { Command } from "commander";
import type { CommandLine } from "../command-line.ts";
import { notYetInThisVersion } from "../output.ts";

/** Exports of the design that later versions bring: they say so, so that nobody takes silence for success. */
const LATER = ["dbt", "excel", "pdf", "html"];

export function addLater(parent: Command, run: CommandLine["run"]): void {
  for (const name of LATER) {
    parent
      .command(name)
      .description("not yet in this version")
      .argument("[words...]")
      .option("--json", "print one JSON document")
      .allowUnknownOption()
      .action((words: string[], options: { json?: boolean }) =>
        run(words[0] ?? ".", options, async () => {
          throw notYetInThisVersion(`\`export ${name}\``);
        }),
      );
  }
}
