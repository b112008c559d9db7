import { useState } from "react";
import type { Answers } from "../wizard-state.ts";

const KEY = "medallion.connect";

function isAnswers(value: unknown): value is Answers {
  const candidate = value as Partial<Answers> | null;
  return (
    typeof candidate?.origin?.path === "string" &&
    typeof candidate.label === "string" &&
    Array.isArray(candidate.entities) &&
    Array.isArray(candidate.map) &&
    Array.isArray(candidate.formats) &&
    Array.isArray(candidate.defaults)
  );
}

/** What was answered before the page was closed, for the same workspace. */
function kept(workspace: string): Answers | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    const { workspace: whose, answers } = (stored ?? {}) as Record<string, unknown>;
    return whose === workspace && isAnswers(answers) ? answers : null;
  } catch {
    return null;
  }
}

function keep(workspace: string, answers: Answers | null): void {
  try {
    if (answers === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ workspace, answers }));
  } catch {
    // A browser that keeps nothing forgets the answers with the page.
  }
}

export interface Wizard {
  readonly answers: Answers | null;
  /** The page was closed in the middle, and this is where it was. */
  readonly resumed: boolean;
  set(answers: Answers | null): void;
}

/** The answers of this page; they survive closing it, and nothing of them is in the workspace. */
export function useWizard(workspace: string): Wizard {
  const [answers, setAnswers] = useState(() => kept(workspace));
  const [resumed, setResumed] = useState(answers !== null);
  return {
    answers,
    resumed,
    set: (next) => {
      keep(workspace, next);
      setAnswers(next);
      if (next === null || next.origin.path !== answers?.origin.path) setResumed(false);
    },
  };
}
