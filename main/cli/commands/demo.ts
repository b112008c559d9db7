import { AppError } from "#domain/errors.ts";
import type { Report } from "#contract/reports.ts";
import type { Client } from "#main/shared/router.ts";
import type { CommandLine } from "../command-line.ts";
import { positiveNumber } from "../command-line.ts";
import type { Host } from "../host.ts";
import { runExitCode } from "../output.ts";
import { runText } from "../run-text.ts";
import { kpiText } from "../text.ts";

/** Beside `workspace.json` of a demo: only a folder with it is ever replaced. */
const MARKER = ".medallion-demo";

/** Removes an earlier demo; touches nothing that is not one. */
async function clearDemo(directory: string, shown: string): Promise<void> {
  const { access, readdir, rename, rm } = await import("node:fs/promises");
  const { join } = await import("node:path");
  const entries = await readdir(directory).catch(() => []);
  if (entries.length === 0) return;
  const marked = await access(join(directory, MARKER)).then(
    () => true,
    () => false,
  );
  if (!marked) {
    throw new AppError("conflict", `${shown} exists and was not made by the demo.`, {
      hint: "Give another folder, or move this one away.",
    });
  }
  const old = `${directory}.old-${process.pid}`;
  await rename(directory, old);
  await rm(old, { recursive: true, force: true });
}

async function mark(directory: string): Promise<void> {
  const { mkdir, writeFile } = await import("node:fs/promises");
  const { join } = await import("node:path");
  await mkdir(directory, { recursive: true });
  await writeFile(
    join(directory, MARKER),
    "Made by `npm run demo`, which may replace this folder.\n",
  );
}

async function headlines(client: Client, host: Host): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { name, applicable } of await client.reports.list({ published: true }, host)) {
    if (applicable) reports.push(await client.reports.get({ name, published: true }, host));
  }
  return reports;
}

function headlineText(report: Report): string {
  const kpis = report.kpis
    .slice(0, 2)
    .map((kpi) => `${kpi.label} ${kpiText(kpi.value, kpi.unit, report.currency)}`);
  return `  ${report.label}: ${kpis.join(" · ")}`;
}

function nextText(directory: string): string {
  const command = (words: string): string => `  npm run -s medallion -- ${words}`;
  return [
    "What to type next:",
    command(`report ${directory}`),
    command(`quality ${directory}`),
    command(`quarantine list ${directory}`),
    command(`query ${directory} "select * from gold.fact_sales limit 5"`),
    command("init my-shop --currency EUR"),
  ].join("\n");
}

export function addDemo({ program, run }: CommandLine): void {
  program
    .command("demo")
    .description("the sample shop, from its files to published reports")
    .argument("[dir]", "folder of the demo; an earlier demo there is replaced", ".demo")
    .option("--json", "print one JSON document")
    .option("--scale <n>", "1 is about 100,000 order lines", positiveNumber, 1)
    .action((directory: string, options: { json?: boolean; scale: number }) =>
      run(directory, options, async ({ client, job, out, host, directory: folder }) => {
        await clearDemo(folder, directory);
        out.note(`Making the sample shop in ${directory} …`);
        const opened = await client();
        await opened.workspace.init({ sample: { scale: options.scale } }, host);
        await mark(folder);
        const result = await job(await opened.runs.start({ publish: true }, host));
        const reports = result.published ? await headlines(opened, host) : [];
        const answers = reports.map(({ name, question, kpis, sentence }) => ({
          name,
          question,
          kpis,
          sentence,
        }));
        out.result({ ...result, reports: answers }, () =>
          [
            runText(result, directory).split("\n").slice(0, -1).join("\n"),
            "",
            "Headlines:",
            ...reports.map(headlineText),
            "",
            nextText(directory),
          ].join("\n"),
        );
        return runExitCode(result.status);
      }),
    );
}
