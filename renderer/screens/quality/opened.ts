/**
 * Rows whose cell was opened or whose address was copied in this window. They are marked on return: the
 * next thing to do there is to re-check.
 */
const KEY = "medallion.opened";
const MOST = 500;

const listeners = new Set<() => void>();
let ids: ReadonlySet<string> = read();

function read(): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(globalThis.sessionStorage?.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : []);
  } catch {
    return new Set();
  }
}

function keep(next: ReadonlySet<string>): void {
  ids = next;
  try {
    globalThis.sessionStorage?.setItem(KEY, JSON.stringify([...next].slice(-MOST)));
  } catch {
    // Without storage the marks last as long as the page.
  }
  for (const listener of listeners) listener();
}

export const openedRows = (): ReadonlySet<string> => ids;

export function markOpened(id: string): void {
  if (!ids.has(id)) keep(new Set([...ids, id]));
}

/** After a re-check its rows are news again. */
export function forgetOpened(): void {
  if (ids.size > 0) keep(new Set());
}

export function onOpened(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
