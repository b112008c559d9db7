import { useTranslation } from "react-i18next";
import type { ConnectionTest } from "#contract/connections.ts";
import { asError, windowError } from "#renderer/client/errors.ts";
import { groupOf, isRemote, namesOf, type RemoteOrigin } from "./failures.ts";
import type { Origin } from "../wizard-state.ts";

export interface Said {
  readonly text: string;
  readonly todo: string | null;
}

/** What is in the way, in the words of the window; what it has no words for is said as the host says it. */
export function useFailure(): (
  origin: RemoteOrigin,
  answer: Pick<ConnectionTest, "failure" | "text" | "action">,
) => Said {
  const { t, i18n } = useTranslation();
  return (origin, { failure, text, action }) => {
    const key = `places.fail.${groupOf(origin)}.${failure}`;
    if (failure === null || !i18n.exists(`${key}.text`)) return { text, todo: action };
    const names = namesOf(origin);
    // The key is put together here; a failure has both texts, in every language.
    const known = t as unknown as (key: string, values: object) => string;
    return { text: known(`${key}.text`, names), todo: known(`${key}.todo`, names) };
  };
}

/** An error of reading an origin, with the same words as testing it. */
export function useRemoteError(): (error: Error | null, origin: Origin) => Error | null {
  const say = useFailure();
  return (error, origin) => {
    if (error === null || !isRemote(origin)) return error;
    const known = windowError(error);
    const { failure } = (known.details ?? {}) as { readonly failure?: unknown };
    if (typeof failure !== "string") return error;
    const said = say(origin, { failure, text: known.message, action: known.hint });
    const { code, retryable, details } = known;
    return asError({ code, message: said.text, hint: said.todo, retryable, details } as never);
  };
}
