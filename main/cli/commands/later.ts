import type { CommandLine } from "../command-line.ts";
import { notYetInThisVersion } from "../output.ts";

/** Commands of the design that later versions bring: they say so, so that nobody takes silence for success. */
const LATER = ["export"];

export function addLater({ program, run }: CommandLine): void {
  for (const name of LATER) {
    program
      .command(name)
      .description("not yet in this version")
      .argument("[words...]")
      .option("--json", "print one JSON document")
      .allowUnknownOption()
      .action((words: string[], options: { json?: boolean }) =>
        run(words[0] ?? ".", options, async () => {
          throw notYetInThisVersion(`\`${name}\``);
        }),
      );
  }
}
