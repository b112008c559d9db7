import { SCREENS } from "./screens.ts";

/** What a key outside of any component means. */
export type KeyAct =
  | { readonly kind: "go"; readonly to: (typeof SCREENS)[number]["to"] }
  | { readonly kind: "filter" | "map" | "region" | "region_back" | "stop" | "undo" | "wait" };

export interface Pressed {
  readonly key: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** The focus is where text is typed. */
  readonly inField: boolean;
  /** G was pressed just before. */
  readonly afterG: boolean;
  /** G and letters are switched on. */
  readonly letters: boolean;
}

/** The keyboard map. Null for a key that means nothing here. */
export function keyAct(pressed: Pressed): KeyAct | null {
  const { key, control, shift, alt, inField, afterG, letters } = pressed;
  if (key === "F6") return { kind: shift ? "region_back" : "region" };
  if (control && key === ".") return { kind: "stop" };
  if (inField || alt) return null;
  if (control) return key === "z" && !shift ? { kind: "undo" } : null;
  if (afterG && letters) {
    const screen = SCREENS.find(({ letter }) => letter === key.toLowerCase());
    if (screen) return { kind: "go", to: screen.to };
  }
  if (key === "/") return { kind: "filter" };
  if (key === "?") return { kind: "map" };
  if (letters && key.toLowerCase() === "g") return { kind: "wait" };
  return null;
}
