import { catalogue, type NameMatch } from "./catalogue.ts";
import { headerWords } from "./headers.ts";

/** Everything a header can mean by its name. */
export interface HeaderMeaning {
  readonly compact: string;
  readonly exact: readonly NameMatch[];
  /** Phrases inside the header, longest first, e.g. `customer id` in `Customer ID (new)`. Never enough on their own. */
  readonly partial: readonly PartialMatch[];
  /** Columns whose strong names are one typing slip away. */
  readonly typo: readonly NameMatch[];
}

export interface PartialMatch extends NameMatch {
  readonly text: string;
  readonly words: number;
}

const remembered = new Map<string, HeaderMeaning>();
const REMEMBER = 5_000;

/** Looks a header up once; the same headers are asked for every entity and column. */
export function headerMeaning(header: string): HeaderMeaning {
  const known = remembered.get(header);
  if (known) return known;
  if (remembered.size >= REMEMBER) remembered.clear();
  const words = headerWords(header);
  const compact = words.join("");
  const meaning = {
    compact,
    exact: catalogue().get(compact) ?? [],
    partial: partialMatches(words),
    typo: typoMatches(compact),
  };
  remembered.set(header, meaning);
  return meaning;
}

function partialMatches(words: readonly string[]): readonly PartialMatch[] {
  const found: PartialMatch[] = [];
  for (let length = words.length - 1; length >= 1; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const part = words.slice(start, start + length);
      const matches = catalogue().get(part.join("")) ?? [];
      const firm = matches.filter(
        ({ strength }) => strength === "strong" || strength === "leading",
      );
      found.push(...firm.map((match) => ({ ...match, text: part.join(" "), words: length })));
    }
  }
  return found;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Strong names reached by removing, swapping, replacing or adding one letter. */
function typoMatches(compact: string): readonly NameMatch[] {
  if (compact.length < 6 || catalogue().has(compact)) return [];
  const found: NameMatch[] = [];
  const look = (text: string): void => {
    found.push(...(catalogue().get(text) ?? []).filter(({ strength }) => strength === "strong"));
  };
  for (let at = 0; at <= compact.length; at += 1) {
    const before = compact.slice(0, at);
    const letter = compact[at] ?? "";
    const after = compact.slice(at + 1);
    if (letter) look(before + after);
    if (after) look(before + after[0] + letter + after.slice(1));
    for (const other of LETTERS) {
      if (letter && other !== letter) look(before + other + after);
      look(before + other + letter + after);
    }
  }
  return found;
}
