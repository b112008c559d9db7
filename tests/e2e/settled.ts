import type { Page } from "playwright-core";

/** Waits until a screen has its answers: no skeleton, no busy list, nothing on its way, two frames drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector("main h1");
  await page.waitForFunction(
    () =>
      document.querySelector("html[data-busy], main [data-skeleton], main [aria-busy='true']") ===
      null,
    null,
    { timeout: 15_000 },
  );
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0))),
      ),
  );
}
