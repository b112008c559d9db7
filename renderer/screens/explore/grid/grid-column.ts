import type { Cell } from "#contract/values.ts";

/** A column of a grid: how wide it is and how its values read. */
export interface GridColumn {
  readonly name: string;
  readonly width: number;
  readonly align: "left" | "right";
  text(value: Cell): string;
}
