import { type ErrorValue, errorValue } from "#contract/errors.ts";
import type { ConsoleClient } from "#contract/console.ts";
import type { HostState } from "#main/shared/host-answers.ts";
import { type Deed, deed } from "./fixtures/script.ts";

/** A query that does something. */
export async function ask(
  client: ConsoleClient,
  what: Deed,
  signal?: AbortSignal,
): Promise<string> {
  const answer = await client.reports.query({ sql: deed(what) }, signal ? { signal } : {});
  return String(answer.rows[0]?.[0]);
}

/** The error of a call, as every window reads it. */
export async function failure(call: Promise<unknown>): Promise<ErrorValue> {
  return await call.then(
    (answer) => {
      throw new Error(`no failure but ${JSON.stringify(answer)}`);
    },
    (error: unknown) => errorValue(error),
  );
}

/** Asks again until the answer fits; only the test's own time limit ends it. */
export async function until<Answer>(
  look: () => Promise<Answer>,
  fits: (answer: Answer) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await look();
    if (fits(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until the engine's own log says so. */
export const logged = (client: ConsoleClient, line: string): Promise<string> =>
  until(
    () => ask(client, { do: "log" }),
    (log) => log.includes(line),
  );

export const stateOf = (
  client: ConsoleClient,
  fits: (state: HostState) => boolean,
): Promise<HostState> => until(() => client.host.state({}), fits);
