import { useEffect, useRef, useState } from "react";
import type { LookAround, Place } from "#contract/connections.ts";
import { useClient } from "#renderer/client/context.tsx";
import { call, useCommand } from "#renderer/client/queries.ts";

export type LookState =
  | { readonly kind: "idle" }
  | { readonly kind: "asking"; readonly place: Place }
  | { readonly kind: "stopped" }
  | {
      readonly kind: "said";
      readonly place: Place;
      readonly answer: LookAround;
      /** It works, but its secret could not be kept. */
      readonly unkept: Error | null;
    }
  | { readonly kind: "failed"; readonly error: Error };

export interface Look {
  readonly state: LookState;
  /** Asks once; a secret that works is kept on this computer, and only then. `onKept` may forget it. */
  ask(place: Place, secret: string, onKept: () => void): void;
  stop(): void;
  /** Something was changed: what was said is about another place. */
  clear(): void;
}

/** Whether a place can be reached and what is there. The secret passes through and is not held here. */
export function useLook(): Look {
  const client = useClient();
  const [state, setState] = useState<LookState>({ kind: "idle" });
  const running = useRef<AbortController | null>(null);
  const remember = useCommand(["connections", "remember"]);
  useEffect(() => () => running.current?.abort(), []);

  const asked = async (place: Place, secret: string, onKept: () => void): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const say = (next: LookState): void => {
      if (running.current === controller) setState(next);
    };
    say({ kind: "asking", place });
    const input = { place, ...(secret !== "" && { secret }) };
    try {
      const answer = await call(client, ["connections", "look"], input, controller.signal);
      let unkept: Error | null = null;
      if (answer.reachable && secret !== "" && !controller.signal.aborted) {
        try {
          await remember.mutateAsync({ origin: place, secret });
          onKept();
        } catch (error) {
          unkept = error as Error;
        } finally {
          // The cache of commands holds what was sent.
          remember.reset();
        }
      }
      say({ kind: "said", place, answer, unkept });
    } catch (error) {
      if (!controller.signal.aborted) say({ kind: "failed", error: error as Error });
    }
  };

  return {
    state,
    ask: (place, secret, onKept) => void asked(place, secret, onKept),
    stop: () => {
      running.current?.abort();
      running.current = null;
      setState({ kind: "stopped" });
    },
    clear: () => {
      running.current?.abort();
      running.current = null;
      if (state.kind !== "idle") setState({ kind: "idle" });
    },
  };
}
