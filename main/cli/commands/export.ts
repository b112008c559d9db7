import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { HANDOVER_TARGETS, type HandoverTarget } from "#domain/handover/place.ts";
import { type CommandLine, given, onWorkspace } from "../command-line.ts";
import { plural } from "../text.ts";
import { addLater } from "./later.ts";

interface Options {
  json?: boolean;
  for: HandoverTarget;
  to: string;
  staged?: string;
  iamRole?: string;
  reader?: string;
  prefix?: string;
}

const target = new Option("--for <warehouse>", "which one").choices(HANDOVER_TARGETS);

function addScripts(parent: Command, run: CommandLine["run"]): void {
  onWorkspace(parent, "scripts", "load scripts of the published version for another warehouse")
    .addOption(target.makeOptionMandatory())
    .requiredOption("--to <folder>", "where the scripts are written")
    .option(
      "--staged <place>",
      "where copies of the files are: s3://… (Redshift), gs://… (BigQuery)",
    )
    .option("--iam-role <arn>", "role with which Redshift reads the bucket")
    .option("--reader <role>", "role on Redshift that may read", "medallion_reader")
    .option("--prefix <name>", "begins the names of schemas over there", "medallion_")
    .action((directory: string, options: Options) =>
      run(directory, options, async ({ client, out, host }) => {
        const { for: target, staged, reader, prefix, iamRole: iam_role } = options;
        const input = { target, ...given({ staged, reader, prefix, iam_role }) };
        const answer = await (await client()).publishing.handover(input, host);
        const folder = host.path(options.to);
        await mkdir(folder, { recursive: true });
        for (const { name, text } of answer.files) await writeFile(join(folder, name), text);
        const { version, tables, rows, remarks } = answer;
        const files = answer.files.map(({ name }) => join(folder, name));
        out.result({ version, tables, rows, files, remarks }, () =>
          [
            `Version ${version}: ${plural(tables, "table")}, ${plural(rows, "row")}. Written:`,
            ...files.map((file) => `  ${file}`),
            ...remarks.map((remark) => `▲ ${remark}`),
            "Run the numbered scripts in order; each says on top what it does.",
            "They have never met a real account: read them first.",
          ].join("\n"),
        );
      }),
    );
}

export function addExport({ program, run }: CommandLine): void {
  const parent = program.command("export").description("take the published version elsewhere");
  addScripts(parent, run);
  addLater(parent, run);
}
