import type { NightResult, Preflight } from "#contract/night.ts";
import { Option } from "commander";
import { AppError, ERROR_EXIT_CODES } from "#domain/errors.ts";
import type { Client } from "#main/shared/router.ts";
import { calendarDate, type CommandLine, onWorkspace } from "../command-line.ts";
import type { Session } from "../session.ts";

const EXIT_WAITING = 1;

function nightExitCode({ night }: NightResult): number {
  const unsent = night?.steps.some(({ name, status }) => name === "send" && status === "failed");
  if (night?.outcome === "failed" || unsent) return ERROR_EXIT_CODES.upstream;
  return night?.outcome === "held" ? EXIT_WAITING : 0;
}

const preflightText = ({ ready, findings }: Preflight): string =>
  [
    ready ? "Tonight will work, as far as can be seen." : "Tonight will not work like this.",
    ...findings.map(
      ({ severity, text, action }) => `${severity === "error" ? "✕" : "▲"} ${text} ${action}`,
    ),
  ].join("\n");

interface NightOptions {
  readonly json?: boolean;
  readonly scheduled?: boolean;
  readonly status?: boolean;
  readonly resend?: boolean;
  readonly test?: "desktop" | "mail" | "webhook";
  readonly mute?: string;
  readonly unmute?: string;
  readonly reason?: string;
  readonly until?: string;
}

type Night = Client["night"];

const statusText = (status: Awaited<ReturnType<Night["status"]>>): string =>
  [
    status.sentence,
    ...status.incidents.map(
      ({ id, title, text, muted }) =>
        `${id} ${title}: ${text}${muted ? ` Muted until ${muted.until.slice(0, 10)}: ${muted.reason}` : ""}`,
    ),
    ...status.undelivered.map(
      ({ channel, title, error }) => `Not arrived (${channel}): ${title}. ${error}`,
    ),
  ].join("\n");

/** What can be asked about messages; null where none of it was. */
function aboutMessages(
  night: Night,
  { host, out }: Session,
  options: NightOptions,
): (() => Promise<number>) | null {
  const { mute, unmute, reason, until, test } = options;
  if (mute !== undefined) {
    return async () => {
      if (reason === undefined || until === undefined) {
        throw new AppError("usage", "Say why and until when: --reason TEXT --until 2026-12-24.");
      }
      const answer = await night.mute({ incident: mute, reason, until }, host);
      out.result(answer, () => `No messages about ${mute} until ${until}.`);
      return 0;
    };
  }
  if (unmute !== undefined) {
    return async () => {
      const answer = await night.unmute({ incident: unmute }, host);
      out.result(answer, () => `Messages about ${unmute} come again.`);
      return 0;
    };
  }
  if (test !== undefined) {
    return async () => {
      const answer = await night.test({ channel: test }, host);
      out.result(answer, () => answer.error ?? "The test message was taken.");
      return answer.error === null ? 0 : ERROR_EXIT_CODES.upstream;
    };
  }
  if (options.resend !== true) return null;
  return async () => {
    const answer = await night.resend({}, host);
    const left = answer.undelivered.length;
    out.result(answer, () => `Arrived now: ${answer.sent}. Still not arrived: ${left}.`);
    return left === 0 ? 0 : ERROR_EXIT_CODES.upstream;
  };
}

async function act(session: Session, options: NightOptions): Promise<number> {
  const { client, job, out, host } = session;
  const { night } = await client();
  const messages = aboutMessages(night, session, options);
  if (messages !== null) return messages();
  if (options.status) {
    const status = await night.status({}, host);
    out.result(status, () => statusText(status));
    return 0;
  }
  const scheduled = options.scheduled === true;
  const result = await job(await night.run({ scheduled }, host));
  out.result(result, () => result.sentence);
  return nightExitCode(result);
}

function addNightly({ program, run }: CommandLine): void {
  onWorkspace(program, "nightly", "the whole night: run, publish if allowed, reports, messages")
    .option("--scheduled", "do nothing unless a planned night is due")
    .option("--status", "the last night, and what waits for you")
    .option("--mute <incident>", "no messages about it; with --reason and --until")
    .option("--reason <text>", "why, for others to read")
    .option("--until <day>", "first day with messages again", calendarDate)
    .option("--unmute <incident>", "messages about it come again")
    .option("--resend", "try once more what has not arrived")
    .addOption(
      new Option("--test <channel>", "send a test message").choices(["desktop", "mail", "webhook"]),
    )
    .action((directory: string, options: NightOptions) =>
      run(directory, options, (session) => act(session, options)),
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
