import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const SOURCE = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const GRAVE = ["serious", "critical"];

/**
 * What axe finds serious or critical on the page as it stands, one line each: rule, element, why. Empty when
 * everybody can use it.
 */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // Old answers are dimmed while new ones are on their way; what is judged is the page at rest.
  await page.waitForFunction(() => document.querySelector("[aria-busy='true']") === null);
  await page.evaluate(await SOURCE);
  const results = await page.evaluate<AxeResults>(
    `axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] })`,
  );
  return results.violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ""))
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
    );
}
