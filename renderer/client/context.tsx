import { createContext, type ReactNode, use, useMemo, useSyncExternalStore } from "react";
import type { JobInfo } from "#contract/host.ts";
import type { HostSnapshot, HostStore } from "./host-store.ts";
import type { ConsoleClient } from "./types.ts";

interface Console {
  readonly client: ConsoleClient;
  readonly store: HostStore;
}

const ConsoleContext = createContext<Console | null>(null);

export function ConsoleProvider(
  props: Console & { readonly children: ReactNode },
): React.JSX.Element {
  const { client, store, children } = props;
  const value = useMemo(() => ({ client, store }), [client, store]);
  return <ConsoleContext value={value}>{children}</ConsoleContext>;
}

function useConsole(): Console {
  const value = use(ConsoleContext);
  if (value === null) throw new Error("outside of ConsoleProvider");
  return value;
}

export const useClient = (): ConsoleClient => useConsole().client;
export const useHostStore = (): HostStore => useConsole().store;

/** The connection, the engine and the jobs, as they change. */
export function useHost(): HostSnapshot {
  const { store } = useConsole();
  return useSyncExternalStore(store.subscribe, store.snapshot);
}

export function useEngine(): HostSnapshot["engine"] {
  return useHost().engine;
}

export const isRunning = (job: JobInfo): boolean =>
  job.status === "running" || job.status === "stopping";

/** Every job this host knows, oldest first; `running` those that have not ended. */
export function useJobs(): { readonly jobs: readonly JobInfo[]; readonly running: JobInfo[] } {
  const { jobs } = useHost();
  return useMemo(() => ({ jobs, running: jobs.filter(isRunning) }), [jobs]);
}

/** The newest job of a name, running or ended. */
export function useNewestJob(name: JobInfo["name"]): JobInfo | null {
  const { jobs } = useHost();
  return jobs.findLast((job) => job.name === name) ?? null;
}

/** One job by its id, as it changes; null while it is unknown. */
export function useJob(jobId: string | null): JobInfo | null {
  const { jobs } = useHost();
  return jobs.find((job) => job.job_id === jobId) ?? null;
}
