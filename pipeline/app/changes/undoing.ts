import type { JsonValue } from "#domain/json.ts";

export type ValuesPart = "workspace" | "settings" | "schedule" | "alerts";
export type Values = Readonly<Record<string, JsonValue>>;

/** What was changed, so that it can be told whether it still stands, and how to take it back. */
export type Undoing =
  | {
      /** Named parts of the workspace's file, as they were and as they became. */
      readonly kind: "values";
      readonly parts: readonly {
        readonly part: ValuesPart;
        readonly before: Values;
        readonly after: Values;
      }[];
    }
  | { readonly kind: "mapping"; readonly source_id: string; readonly version: number }
  | { readonly kind: "removed" | "restored"; readonly source_id: string }
  | { readonly kind: "waived"; readonly decisions: readonly number[] };

const KINDS: readonly unknown[] = ["values", "mapping", "removed", "restored", "waived"];

/** As the history kept it; null for what cannot be undone, also what a newer version wrote. */
export function undoingOf(kept: JsonValue): Undoing | null {
  const known = kept !== null && typeof kept === "object" && "kind" in kept;
  return known && KINDS.includes(kept["kind"]) ? (kept as unknown as Undoing) : null;
}
