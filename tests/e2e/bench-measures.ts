import type { Page } from "playwright-core";
import { settled } from "./settled.ts";

/** Milliseconds from asking for the page to an Overview whose first sentence stands; the best of three. */
export async function usableAfter(page: Page): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await page.goto("about:blank");
    await page.goBack({ waitUntil: "commit" });
    await settled(page);
    times.push(await page.evaluate(() => performance.now()));
  }
  return Math.min(...times);
}

/**
 * From the press on a link of the rail to the next painted frame in which something changed, and to the
 * screen with all its answers. Measured inside the page, without the time the driver takes.
 */
export async function clickToPaint(
  page: Page,
  name: string,
): Promise<{ readonly feedback: number; readonly settled: number }> {
  return page.evaluate(async (wanted) => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>("nav a")];
    const link = links.find((each) => each.textContent?.trim() === wanted);
    const main = document.querySelector("main");
    if (!link || !main) throw new Error(`There is no link to ${wanted}.`);
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    const started = performance.now();
    let changed = 0;
    const watcher = new MutationObserver(() => (changed ||= performance.now()));
    watcher.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    link.click();
    while (changed === 0 && performance.now() - started < 5000) await frame();
    // The change is on the screen once the frame after it began.
    await frame();
    const feedback = performance.now() - started;
    const busy = "html[data-busy], main [data-skeleton], main [aria-busy='true']";
    const arrived = (): boolean =>
      document.querySelector("main h1") !== null &&
      link.dataset.status === "active" &&
      document.querySelector(busy) === null;
    while (!arrived() && performance.now() - started < 20_000) await frame();
    await frame();
    watcher.disconnect();
    return { feedback, settled: performance.now() - started };
  }, name);
}

/** Scrolls the grid for three seconds, through its middle too: frames a second and bytes of the heap. */
export async function scrollGrid(
  page: Page,
): Promise<{ readonly frames: number; readonly memory: number }> {
  await settled(page);
  const box = page.getByRole("grid").first();
  await box.waitFor();
  const frames = await box.evaluate(async (grid) => {
    const scrollers = [grid, ...grid.querySelectorAll("*")].concat(
      grid.parentElement ? [grid.parentElement] : [],
    );
    const scroller = scrollers.find(
      (each) => each.scrollHeight > each.clientHeight * 2 && each.clientHeight > 100,
    );
    if (!scroller) throw new Error("Nothing scrolls in the grid.");
    const started = performance.now();
    let count = 0;
    let far = 0;
    while (performance.now() - started < 3000) {
      await new Promise((done) => requestAnimationFrame(done));
      count += 1;
      // A steady pull, with a jump far away once a second.
      if (count % 60 === 0) far = (far + 1) % 5;
      const base = (far / 5) * scroller.scrollHeight;
      scroller.scrollTop = base + (count % 60) * 80;
    }
    return (count * 1000) / (performance.now() - started);
  });
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize = 0 } = (await session.send("Runtime.getHeapUsage")) as {
    usedSize: number;
    embedderHeapUsedSize?: number;
  };
  return { frames, memory: usedSize + embedderHeapUsedSize };
}
