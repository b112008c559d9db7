import type { Command } from "commander";
import { type CommandLine, onWorkspace } from "../command-line.ts";

interface Flags {
  readonly json?: boolean;
  readonly no?: true;
}

export function addAcceptRename(parent: Command, run: CommandLine["run"]): void {
  onWorkspace(parent, "accept-rename", "a column that seems to have another name: the same, or not")
    .argument("<source>", "an id that `source list` prints")
    .argument("[names...]", "new names that are meant (default: all that are asked about)")
    .option("--no", "it is another column: what the old one filled stays empty")
    .action((directory: string, id: string, headers: string[], flags: Flags) =>
      run(directory, flags, async ({ client, out, host }) => {
        const same = flags.no === undefined;
        const saved = await (await client()).sources.acceptRename({ id, same, headers }, host);
        out.result(saved, () =>
          [
            ...saved.renames.map(({ header, earlier }) =>
              same
                ? `"${header}" is read as "${earlier}" was, in earlier rows too.`
                : `"${header}" is another column; what "${earlier}" filled stays empty.`,
            ),
            `Next: npm run -s medallion -- run ${directory}`,
          ].join("\n"),
        );
      }),
    );
}
