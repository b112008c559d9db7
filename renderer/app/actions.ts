import { useEffect, useSyncExternalStore } from "react";

/** Something a person can do, offered by the palette. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  /** Words people may type instead. */
  readonly words?: readonly string[];
  run(): void;
}

let offered: readonly Action[] = [];
const listeners = new Set<() => void>();

function offer(next: readonly Action[]): void {
  offered = next;
  for (const listener of listeners) listener();
}

/** Offers a screen's own actions in the palette while it is open. Memoise the list. */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => {
    offer([...offered, ...actions]);
    return () => offer(offered.filter((each) => !actions.includes(each)));
  }, [actions]);
}

export function useOffered(): readonly Action[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
  );
}
