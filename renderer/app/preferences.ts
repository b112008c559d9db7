import { useSyncExternalStore } from "react";
import { type Language, LANGUAGES } from "#renderer/i18n/index.ts";

/** What a person chose for this window only; kept in the browser, not in the workspace. */
export interface Preferences {
  readonly language: Language;
  readonly theme: "light" | "dark" | "auto";
  /** G then a letter opens a screen; switched off for people whose tools type for them. */
  readonly letters: boolean;
}

const KEY = "medallion.preferences";
const listeners = new Set<() => void>();

function initial(): Preferences {
  const wanted = navigator.language.slice(0, 2);
  const language = LANGUAGES.find((each) => each === wanted) ?? "en";
  const standard: Preferences = { language, theme: "auto", letters: true };
  try {
    return { ...standard, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as object) };
  } catch {
    return standard;
  }
}

let current = initial();

export const preferences = (): Preferences => current;

export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing forgets the choice with the window.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}
