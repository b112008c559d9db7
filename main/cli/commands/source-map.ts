import type { Command } from "commander";
import type { CommandLine } from "../command-line.ts";
import { collect, onWorkspace } from "../command-line.ts";
import { aliasPair, mappingInput, type SourceFlags, withMappingFlags } from "../source-flags.ts";

type Flags = Pick<SourceFlags, "json" | "map" | "default" | "format"> & {
  readonly alias?: readonly string[];
  readonly undo?: boolean;
};

export function addMap(parent: Command, run: CommandLine["run"]): void {
  const text = collect((value) => value);
  withMappingFlags(
    onWorkspace(parent, "map", "change how the columns of a source are read").argument(
      "<source>",
      "an id that `source list` prints",
    ),
  )
    .option("--alias <new=old>", '"New header=Old header": a column has another name now', text)
    .option("--undo", "take the last change back")
    .action((directory: string, id: string, flags: Flags) =>
      run(directory, flags, async ({ client, out, host }) => {
        const aliases = (flags.alias ?? []).map(aliasPair);
        const input = { id, ...mappingInput(flags), aliases, undo: flags.undo === true };
        const saved = await (await client()).sources.map(input, host);
        out.result(saved, () =>
          [
            `Saved as version ${saved.mapping_version} of the mapping of ${id}.`,
            `The next run reads ${saved.entities.join(", ")} again from the rows we have; --undo takes it back.`,
            `Next: npm run -s medallion -- run ${directory}`,
          ].join("\n"),
        );
      }),
    );
}
