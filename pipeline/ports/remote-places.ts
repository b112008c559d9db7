import type { RemotePlace } from "#domain/workspace.ts";

/** Something that can be read at a place. */
export interface FoundTable {
  /** As an origin names it: `public.orders`, a key below the prefix, a dotted path; empty for the answer itself. */
  readonly name: string;
  readonly kind: "table" | "view" | "file" | "list";
  /** About, where it is known without reading. */
  readonly rows: number | null;
  readonly bytes: number | null;
  /** Columns that may grow with every change: instants and dates first, then numbers. */
  readonly growing: readonly string[];
}

export interface FoundTables {
  readonly tables: readonly FoundTable[];
  /** There are more than are listed. */
  readonly more: boolean;
}

/** Databases, buckets and web services as somebody sees them who has not chosen a table yet. */
export interface RemotePlaces {
  /**
   * What can be read there now; asks once and soon gives up, for a person waits.
   * @param secret instead of the kept one; it is not kept.
   * @throws AppError `upstream`, `bad_input` with what to do, and the failure in its details.
   */
  look(place: RemotePlace, secret: string | undefined, signal?: AbortSignal): Promise<FoundTables>;
}
