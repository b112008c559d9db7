import { ERROR_EXIT_CODES } from "#domain/errors.ts";
import type { CommandLine } from "../command-line.ts";
import { EXIT_OK } from "../output.ts";

const SIGN = { ok: "✓", warn: "▲", error: "✕" } as const;

export function addDoctor({ program, run }: CommandLine): void {
  program
    .command("doctor")
    .description("check that this computer and a workspace are in order")
    .argument("[dir]", "workspace folder", ".")
    .option("--json", "print one JSON document")
    .action((directory: string, options: { json?: boolean }) =>
      run(directory, options, async ({ client, out, host }) => {
        const diagnosis = await (await client()).workspace.doctor({}, host);
        out.result(diagnosis, () =>
          diagnosis.checks
            .flatMap((check) => [
              `${SIGN[check.status]} ${check.name}: ${check.text}`,
              ...(check.hint ? [`  ${check.hint}`] : []),
            ])
            .join("\n"),
        );
        return diagnosis.healthy ? EXIT_OK : ERROR_EXIT_CODES.internal;
      }),
    );
}
