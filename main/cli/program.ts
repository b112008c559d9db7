import { Command, CommanderError } from "commander";
import { ERROR_EXIT_CODES } from "#domain/errors.ts";
import type { CommandLine } from "./command-line.ts";
import { addAccounts } from "./commands/accounts.ts";
import { addTarget } from "./commands/target.ts";
import { addConnections } from "./commands/connections.ts";
import { addDemo } from "./commands/demo.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExport } from "./commands/export.ts";
import { addInit } from "./commands/init.ts";
import { addLake } from "./commands/lake.ts";
import { addNight } from "./commands/night.ts";
import { addPublishing } from "./commands/publishing.ts";
import { addQuality } from "./commands/quality.ts";
import { addQuarantine } from "./commands/quarantine.ts";
import { addReports } from "./commands/reports.ts";
import { addRuns } from "./commands/runs.ts";
import { addSchedule } from "./commands/schedule.ts";
import { addServe } from "./commands/serve.ts";
import { addSources } from "./commands/sources.ts";
import { addSupport } from "./commands/support.ts";
import { addTrace } from "./commands/trace.ts";
import type { Host } from "./host.ts";
import { EXIT_OK } from "./output.ts";
import { runCommand } from "./session.ts";

const EXIT_CODES_HELP = `
Exit codes: 0 done (sources may be held; it says so), 1 run held, 2 usage or an open question,
3 locked by another run, 4 a source could not be read, 5 internal, 130 stopped.
With --json exactly one JSON document is printed; progress goes to standard error.`;

/**
 * Runs one command line.
 * @returns the exit code; everything printed goes through `host`.
 */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  let exitCode = EXIT_OK;
  const program = new Command("medallion")
    .description("Keeps the data warehouse of a shop: sources in, trusted published reports out.")
    .addHelpText("after", EXIT_CODES_HELP)
    .exitOverride()
    .configureOutput({ writeOut: (text) => host.out(text), writeErr: (text) => host.err(text) })
    .showHelpAfterError("Add --help to see what this command takes.");
  const line: CommandLine = {
    program,
    run: async (directory, options, action) => {
      exitCode = await runCommand(host, { directory, json: options.json === true }, action);
    },
  };
  for (const add of COMMANDS) add(line);
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT_OK;
    if (argv.includes("--json")) host.out(usageDocument(error));
    return ERROR_EXIT_CODES.usage;
  }
}

/** Who asked for JSON gets one document, also for a command line that was not understood. */
function usageDocument({ message }: CommanderError): string {
  const said = message.replace(/^error: /, "").split("\n")[0];
  const hint = "Add --help to see what this command takes.";
  const error = { code: "usage", message: said, hint, retryable: false, details: null };
  return `${JSON.stringify({ error }, null, 2)}\n`;
}

const COMMANDS: readonly ((line: CommandLine) => void)[] = [
  addInit,
  addSources,
  addAccounts,
  addTarget,
  addConnections,
  addRuns,
  addQuality,
  addQuarantine,
  addReports,
  addPublishing,
  addTrace,
  addDoctor,
  addDemo,
  addSchedule,
  addNight,
  addSupport,
  addServe,
  addLake,
  addExport,
];
