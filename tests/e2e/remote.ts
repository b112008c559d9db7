import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Page } from "playwright-core";

/** Everything the host answers to a window from now on; streams, which do not end, are left out. */
export function watchAnswers(page: Page): () => Promise<string> {
  const texts: Promise<string>[] = [];
  page.on("response", (response) => {
    if (response.headers()["content-type"]?.includes("event-stream")) return;
    texts.push(response.text().catch(() => ""));
  });
  return async () => {
    const late = setTimeout(5000, "");
    return (await Promise.all(texts.map((text) => Promise.race([text, late])))).join("\n");
  };
}

/** Files below a folder that hold a text. */
export function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path).includes(text));
}
