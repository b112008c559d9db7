import type { NightResult, Preflight } from "#contract/night.ts";
import { ERROR_EXIT_CODES } from "#domain/errors.ts";
import { type CommandLine, onWorkspace } from "../command-line.ts";

const EXIT_WAITING = 1;

function nightExitCode({ night }: NightResult): number {
  if (night?.outcome === "failed") return ERROR_EXIT_CODES.upstream;
  return night?.outcome === "held" ? EXIT_WAITING : 0;
}

const preflightText = ({ ready, findings }: Preflight): string =>
  [
    ready ? "Tonight will work, as far as can be seen." : "Tonight will not work like this.",
    ...findings.map(
      ({ severity, text, action }) => `${severity === "error" ? "✕" : "▲"} ${text} ${action}`,
    ),
  ].join("\n");

function addNightly({ program, run }: CommandLine): void {
  onWorkspace(program, "nightly", "the whole night: run, publish if allowed, reports, messages")
    .option("--scheduled", "do nothing unless a planned night is due")
    .option("--status", "the last night, and what waits for you")
    .action(
      (directory: string, options: { json?: boolean; scheduled?: boolean; status?: boolean }) =>
        run(directory, options, async ({ client, job, out, host }) => {
          const { night } = await client();
          if (options.status) {
            const status = await night.status({}, host);
            out.result(status, () =>
              [
                status.sentence,
                ...status.incidents.map(({ id, title, text }) => `${id} ${title}: ${text}`),
              ].join("\n"),
            );
            return 0;
          }
          const scheduled = options.scheduled === true;
          const result = await job(await night.run({ scheduled }, host));
          out.result(result, () => result.sentence);
          return nightExitCode(result);
        }),
    );
}

export function addNight(line: CommandLine): void {
  addNightly(line);
  onWorkspace(line.program, "preflight", "will tonight work? each finding with what to do").action(
    (directory: string, options: { json?: boolean }) =>
      line.run(directory, options, async ({ client, out, host }) => {
        const answer = await (await client()).night.preflight({}, host);
        out.result(answer, () => preflightText(answer));
        return answer.ready ? 0 : EXIT_WAITING;
      }),
  );
}
