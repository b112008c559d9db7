import type { Cell } from "#contract/values.ts";
import type { CommandLine } from "../command-line.ts";
import { onWorkspace } from "../command-line.ts";
import { cellText, number, table } from "../text.ts";

function cells(values: Readonly<Record<string, Cell>>): string {
  const rows = Object.entries(values).map(([name, value]) => [name, cellText(value)]);
  return table([{ title: "Column" }, { title: "Value", width: 80 }], rows);
}

export function addTrace({ program, run }: CommandLine): void {
  onWorkspace(program, "trace", "from a row of the warehouse back to its source cells")
    .argument("<table>", "e.g. fact_sales")
    .argument("<key>", "business or surrogate key; parts joined with /, e.g. 1042/1")
    .action((directory: string, name: string, key: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const trace = await (await client()).lineage.trace({ table: name, key }, host);
        out.result(trace, () =>
          [
            `${trace.table} ${trace.key}`,
            cells(trace.row),
            "",
            `Way down: ${trace.path.map((step) => `${step.table} (${number(step.rows)})`).join(" → ")}`,
            ...trace.sources.flatMap((source) => [
              "",
              `${source.entity} from ${source.source_id}, row ${number(source.row)} (${source.address ?? "no longer there"}), read ${source.ingested_at}`,
              cells(source.cells),
            ]),
          ].join("\n"),
        );
      }),
    );
}
