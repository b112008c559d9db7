import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from "react";
import { useClient, useEngine } from "#renderer/client/context.tsx";
import { call } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { useAddress } from "../use-address.ts";

export type QueryResult = OutputOf<"reports", "query">;

export type QueryState =
  | { readonly status: "idle" }
  | { readonly status: "running" | "stopping"; readonly since: number }
  | {
      readonly status: "done";
      readonly result: QueryResult;
      readonly seconds: number;
      readonly sql: string;
    }
  | {
      readonly status: "failed";
      readonly error: unknown;
      readonly since: number;
      readonly generation: number;
    }
  | { readonly status: "stopped" };

interface Query {
  readonly text: string;
  readonly state: QueryState;
  setText(text: string): void;
  run(): void;
  stop(): void;
}

/** More rows than anyone reads at once; an export holds all of them. */
const AT_MOST = 10_000;

const QueryContext = createContext<Query | null>(null);

/** The query of this screen: its text and what became of it, while the drawer is open or closed. */
export function QueryProvider({ children }: { readonly children: ReactNode }): React.JSX.Element {
  const client = useClient();
  const { search } = useAddress();
  const published = search.published ?? false;
  const generation = useEngine()?.generation ?? 0;
  const [text, setText] = useState("");
  const [state, setState] = useState<QueryState>({ status: "idle" });
  const current = useRef<AbortController | null>(null);

  const run = useCallback(() => {
    current.current?.abort();
    const control = new AbortController();
    current.current = control;
    const since = Date.now();
    const settle = (next: QueryState): void => {
      if (current.current === control) setState(next);
    };
    setState({ status: "running", since });
    call(client, ["reports", "query"], { sql: text, published, limit: AT_MOST }, control.signal)
      .then((result) =>
        settle({ status: "done", result, sql: text, seconds: (Date.now() - since) / 1000 }),
      )
      .catch((error: unknown) =>
        settle(
          control.signal.aborted
            ? { status: "stopped" }
            : { status: "failed", error, since: Date.now(), generation },
        ),
      );
  }, [client, published, text, generation]);

  const stop = useCallback(() => {
    setState((before) =>
      before.status === "running" ? { ...before, status: "stopping" } : before,
    );
    current.current?.abort();
  }, []);

  const value = useMemo(() => ({ text, state, setText, run, stop }), [text, state, run, stop]);
  return <QueryContext value={value}>{children}</QueryContext>;
}

export function useSqlQuery(): Query {
  const value = use(QueryContext);
  if (value === null) throw new Error("outside of QueryProvider");
  return value;
}

export const isBusy = (state: QueryState): boolean =>
  state.status === "running" || state.status === "stopping";
