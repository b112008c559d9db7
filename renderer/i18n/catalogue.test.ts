import { describe, expect, test } from "vitest";
import * as de from "./de.ts";
import * as en from "./en.ts";

interface Tree {
  readonly [key: string]: string | Tree;
}

function flat(tree: Tree, path = ""): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const name = path === "" ? key : `${path}.${key}`;
    return typeof value === "string" ? [[name, value]] : flat(value, name);
  });
}

const CATALOGUES = { en: { ...en } as Tree, de: { ...de } as Tree };

/** Engineers' words, blame and cheer. People never read them; `…_details` texts stand under Details. */
const BANNED: Readonly<Record<keyof typeof CATALOGUES, RegExp>> = {
  en: /\b(oops|whoops|successfully|please|sorry|invalid|illegal|batch(es)?|null|schema|hash|merge[ds]?|undefined|exception|boolean|regex|timestamp|varchar|duckdb|stack ?trace|errno|ENOENT|backend|frontend|api)\b|!/i,
  de: /\b(hoppla|erfolgreich|bitte|leider|ungültige?[rsn]?|unzulässige?[rsn]?|batch(es)?|null|schema|hash|merge[ds]?|undefined|exception|timestamp|varchar|duckdb|backend|frontend|api)\b|!/i,
};
/** Names of things outside that cannot be said otherwise. */
const EXEMPT = /_details$|^settings\.about/;

function banned(language: keyof typeof CATALOGUES): string[] {
  return flat(CATALOGUES[language])
    .filter(([key, text]) => !EXEMPT.test(key) && BANNED[language].test(text))
    .map(([key, text]) => `${key}: ${text}`);
}

test("both languages have the same keys", () => {
  const keys = (tree: Tree): string[] =>
    flat(tree)
      .map(([key]) => key)
      .toSorted();
  expect(keys(CATALOGUES.de)).toEqual(keys(CATALOGUES.en));
});

test("a text and its translation take the same values", () => {
  const values = (text: string): string[] =>
    [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]!).toSorted();
  const german = new Map(flat(CATALOGUES.de));
  const different = flat(CATALOGUES.en).filter(
    ([key, text]) => values(text).join() !== values(german.get(key) ?? "").join(),
  );
  expect(different).toEqual([]);
});

describe.each(["en", "de"] as const)("%s", (language) => {
  test("says nothing that is banned", () => {
    expect(banned(language)).toEqual([]);
  });

  test("has no empty text and no space at an end", () => {
    const texts = flat(CATALOGUES[language]);
    expect(texts.filter(([, text]) => text === "" || text !== text.trim())).toEqual([]);
  });

  test("a text for one has a text for many", () => {
    const texts = flat(CATALOGUES[language]);
    const keys = new Set(texts.map(([key]) => key));
    const alone = texts.filter(
      ([key, text]) =>
        key.endsWith("_one") &&
        text.includes("{{count}}") &&
        !keys.has(key.replace(/_one$/, "_other")),
    );
    expect(alone).toEqual([]);
  });
});

test("the ban bites", () => {
  expect(BANNED.en.test("Import finished successfully")).toBe(true);
  expect(BANNED.en.test("Done!")).toBe(true);
  expect(BANNED.en.test("3 batches")).toBe(true);
  expect(BANNED.de.test("Erfolgreich gespeichert")).toBe(true);
  expect(BANNED.en.test("The hash is fine under a rehash")).toBe(true);
  expect(BANNED.en.test("Rehashing words")).toBe(false);
});
