import type { ProgressEvent } from "#ports/progress.ts";
import type { Client } from "#main/shared/router.ts";
import type { Host } from "./host.ts";
import { EXIT_OK, Output } from "./output.ts";
import { ProgressDisplay } from "./progress.ts";

/** What a command works with: the client of one workspace, and where to print. */
export interface Session {
  readonly host: Host;
  readonly out: Output;
  readonly directory: string;
  /** Opened on first use, so that a wrong flag costs nothing. */
  client(): Promise<Client>;
  /** Runs a job to its end and shows its progress. */
  job<Result>(events: JobEvents<Result>): Promise<Result>;
}

/** The events of a job, ending with its result. */
interface JobEvents<Result> {
  next(): Promise<IteratorResult<ProgressEvent, Result>>;
}

/** Answers the exit code; nothing means 0. */
export type Action = (session: Session) => Promise<number | void>;

async function watch<Result>(host: Host, events: JobEvents<Result>): Promise<Result> {
  const display = new ProgressDisplay(host);
  try {
    for (;;) {
      const next = await events.next();
      if (next.done) return next.value;
      display.show(next.value);
    }
  } finally {
    display.clear();
  }
}

/** Opens the workspace for one command, runs it, closes it, and turns errors into text and exit code. */
export async function runCommand(
  host: Host,
  options: { readonly directory: string; readonly json: boolean },
  action: Action,
): Promise<number> {
  const out = new Output(host, options.json);
  let app: { client: Client; close(): Promise<void> } | undefined;
  const session: Session = {
    host,
    out,
    directory: host.path(options.directory),
    client: async () => {
      const { createApp } = await import("#main/shared/wiring.ts");
      app ??= await createApp(session.directory);
      return app.client;
    },
    job: (events) => watch(host, events),
  };
  try {
    return (await action(session)) ?? EXIT_OK;
  } catch (error) {
    const { errorValue } = await import("#contract/errors.ts");
    return out.error(errorValue(host.signal.aborted ? host.signal.reason : error));
  } finally {
    await app?.close();
  }
}
