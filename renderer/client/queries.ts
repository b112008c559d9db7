import {
  keepPreviousData,
  queryOptions,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { JobInfo } from "#contract/host.ts";
import type { Language } from "#renderer/i18n/index.ts";
import { inLanguage } from "#renderer/i18n/names.ts";
import { oneClick } from "./connect.ts";
import { useClient, useHostStore } from "./context.tsx";
import { isEngineGone } from "./errors.ts";
import type { ConsoleClient, Group, InputOf, NameIn, OutputOf, Path } from "./types.ts";

type AnyCall = (input: unknown, options: Record<string, unknown>) => Promise<unknown>;

function callOf(client: ConsoleClient, [group, name]: readonly [string, string]): AnyCall {
  const groups = client as unknown as Record<string, Record<string, AnyCall>>;
  return groups[group]![name]!;
}

/** Key and function of a query, for hooks and for prefetching alike. */
export function queryOf<G extends Group, N extends NameIn<G>>(
  client: ConsoleClient,
  path: Path<G, N>,
  input: InputOf<G, N>,
) {
  return queryOptions({
    queryKey: [...path, input ?? {}],
    queryFn: ({ signal }) =>
      callOf(client, path)(input ?? {}, { signal, context: {} }) as Promise<OutputOf<G, N>>,
    retry: (failures, error) => isEngineGone(error) && failures < 3,
    retryDelay: 400,
  });
}

export interface QuerySettings {
  /** False asks nothing yet. */
  readonly enabled?: boolean;
  /** Shows the earlier answer, dimmed by the screen, while another input is asked for; default true. */
  readonly keep?: boolean;
  /** Milliseconds an answer counts as fresh; default until the host says its group changed. */
  readonly staleTime?: number;
}

/** Groups that answer with names of ours; what people named themselves, as their sources, is never replaced. */
const NAMING: ReadonlySet<string> = new Set(["reports", "runs", "quality", "explore"]);
const IN_LANGUAGE: Readonly<Record<string, ((answer: unknown) => unknown) | undefined>> = {
  de: (answer) => inLanguage(answer, "de" satisfies Language),
};

/** Asks a query of the contract: `useQueryOf(["sources", "list"], {})`. The answer refreshes by itself. */
export function useQueryOf<G extends Group, N extends NameIn<G>>(
  path: Path<G, N>,
  input: InputOf<G, N>,
  settings: QuerySettings = {},
): UseQueryResult<OutputOf<G, N>> {
  const { keep = true, enabled = true, staleTime } = settings;
  const { i18n } = useTranslation();
  const naming = NAMING.has(path[0]) || path.join(".") === "workspace.overview";
  const select = naming ? IN_LANGUAGE[i18n.language] : undefined;
  return useQuery({
    ...queryOf(useClient(), path, input),
    enabled,
    ...(select && { select: select as never }),
    ...(staleTime === undefined ? {} : { staleTime }),
    ...(keep ? { placeholderData: keepPreviousData as never } : {}),
  }) as UseQueryResult<OutputOf<G, N>>;
}

export interface CommandSettings<Output, Input> {
  onSuccess?(output: Output, input: Input): unknown;
  onError?(error: Error, input: Input): unknown;
  /** Groups whose answers change too; the command's own group always does. */
  readonly changes?: readonly Group[];
  /** Called before the answer, for what may be shown optimistically (settings, waive, mute). */
  onMutate?(input: Input): unknown;
}

/** A command of the contract: `const remove = useCommand(["sources", "remove"])`, `remove.mutate(input)`. */
export function useCommand<G extends Group, N extends NameIn<G>>(
  path: Path<G, N>,
  settings: CommandSettings<OutputOf<G, N>, InputOf<G, N>> = {},
): UseMutationResult<OutputOf<G, N>, Error, InputOf<G, N>> {
  const client = useClient();
  const store = useHostStore();
  return useMutation({
    mutationFn: (input: InputOf<G, N>) =>
      callOf(client, path)(input, oneClick()) as Promise<OutputOf<G, N>>,
    onMutate: (input) => settings.onMutate?.(input) as undefined,
    onSuccess: (output, input) => {
      for (const group of [path[0], ...(settings.changes ?? [])]) store.invalidate(group);
      return settings.onSuccess?.(output, input);
    },
    onError: (error, input) => settings.onError?.(error, input),
  });
}

/** Jobs this window started: only of these it says that they ended. */
export const ownJobs = new Set<string>();

type JobName = JobInfo["name"];
type JobInput<J extends JobName> = J extends `${infer G extends Group}.${infer N}`
  ? N extends NameIn<G>
    ? InputOf<G, N>
    : never
  : never;

/**
 * Starts a job that outlives this window: `const start = useStartJob("runs.start")`, `start.mutate({})`;
 * answers `{ job_id }`. Its progress is in `useJobs()` and in the run bar.
 */
export function useStartJob<J extends JobName>(
  name: J,
  settings: CommandSettings<{ job_id: string }, JobInput<J>> = {},
): UseMutationResult<{ job_id: string }, Error, JobInput<J>> {
  const client = useClient();
  return useMutation({
    mutationFn: (input: JobInput<J>) =>
      client.host.start({ name, input: input as never }, oneClick()),
    onSuccess: (output, input) => {
      ownJobs.add(output.job_id);
      return settings.onSuccess?.(output, input);
    },
    onError: (error, input) => settings.onError?.(error, input),
  });
}

/** Asks a job to stop; the button may say "Stopping…" at once. */
export function useStopJob(): UseMutationResult<unknown, Error, string> {
  const client = useClient();
  return useMutation({
    mutationFn: (jobId: string) => client.host.stop({ job_id: jobId }, oneClick()),
  });
}

/** A call outside of React's rendering, e.g. a page of a huge grid. */
export function call<G extends Group, N extends NameIn<G>>(
  client: ConsoleClient,
  path: Path<G, N>,
  input: InputOf<G, N>,
  signal?: AbortSignal,
): Promise<OutputOf<G, N>> {
  const options = signal === undefined ? { context: {} } : { signal, context: {} };
  return callOf(client, path)(input, options) as Promise<OutputOf<G, N>>;
}
