import type { Shop } from "./shop.ts";

/** Three natural numbers decide everything a change does, so that a failing sequence shrinks. */
export interface Picks {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export type Apply = (shop: Shop, picks: Picks) => void;

export interface Change extends Picks {
  readonly kind: string;
}

/** What happens between one run and the end of the next. */
export interface Night {
  readonly days: number;
  readonly how: "run" | "full" | "publish" | "backfill" | "rollback" | "stopped";
  readonly decide: "nothing" | "waive" | "undo";
  readonly changes: readonly Change[];
  /** Compare with a rebuild after this night too, not only after the last. */
  readonly compare: boolean;
}
