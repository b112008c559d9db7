import { names as german } from "./de/names.ts";
import type { Language } from "./index.ts";

/** Per language the names of what comes with Medallion; what a team named itself stays as it is. */
const NAMES: Readonly<Record<Language, Readonly<Record<string, string>> | null>> = {
  en: null,
  de: german,
};
/** Where an answer holds names that people read. */
const NAMED = new Set(["label", "question"]);
/** Rows of tables are data: nothing in them is a name of ours, and there may be many. */
const DATA = new Set(["rows", "cells", "values"]);

function translated(value: unknown, known: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((one) => translated(one, known));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (typeof one !== "string") {
        return [key, DATA.has(key) ? one : translated(one, known)];
      }
      return [key, NAMED.has(key) && Object.hasOwn(known, one) ? known[one] : one];
    }),
  );
}

/** An answer of the host with the names of our tables, reports and figures in the reader's language. */
export function inLanguage<Answer>(answer: Answer, language: Language): Answer {
  const known = NAMES[language];
  return known === null ? answer : (translated(answer, known) as Answer);
}
