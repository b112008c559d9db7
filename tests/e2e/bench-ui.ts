/**
 * `npm run bench:ui`: how fast the console feels, on the sample shop. Prints each figure beside its aim.
 * Flags: a folder of a workspace to measure instead, `--scale 10`, `--rows 10000000`.
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { growSales } from "./big-table.ts";
import { clickToPaint, scrollGrid, usableAfter } from "./bench-measures.ts";
import { webDriver } from "./driver-web.ts";
import { demoWorkspace, removeFolder } from "./workspaces.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: "string", default: "10" },
    rows: { type: "string", default: "10000000" },
    rounds: { type: "string", default: "7" },
  },
});

interface Line {
  readonly what: string;
  readonly value: string;
  readonly aim: string;
  readonly good: boolean;
}
const lines: Line[] = [];

function note(what: string, value: number, unit: string, aim: readonly [string, number]): void {
  const [way, limit] = aim;
  const good = way === "≤" ? value <= limit : value >= limit;
  lines.push({ what, value: `${value.toFixed(0)} ${unit}`, aim: `${way} ${limit} ${unit}`, good });
}

function quantile(measured: readonly number[], part: number): number {
  const sorted = measured.toSorted((one, two) => one - two);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** How late the host's loop is, as the host says itself. */
async function lag(page: Page, reset: boolean): Promise<{ p99_ms: number; max_ms: number }> {
  return page.evaluate(async (wanted) => {
    const answer = await fetch("/rpc/host/lag", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ json: { reset: wanted } }),
    });
    return ((await answer.json()) as { json: { p99_ms: number; max_ms: number } }).json;
  }, reset);
}

const SCREENS = [
  "Sources",
  "Pipeline",
  "Quality",
  "Reports",
  "Explore",
  "Schedule and alerts",
  "Settings",
  "Overview",
] as const;

async function measureScreens(page: Page): Promise<void> {
  const first = new Map<string, number[]>(SCREENS.map((name) => [name, []]));
  const whole = new Map<string, number[]>(SCREENS.map((name) => [name, []]));
  // Round after round, so that every click leads to another screen than the one shown.
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const name of SCREENS) {
      const taken = await clickToPaint(page, name);
      first.get(name)!.push(taken.feedback);
      whole.get(name)!.push(taken.settled);
    }
  }
  for (const name of SCREENS) {
    const feedback = first.get(name)!;
    note(`${name}: click to first feedback, median`, quantile(feedback, 0.5), "ms", ["≤", 100]);
    note(`${name}: click to first feedback, p95`, quantile(feedback, 0.95), "ms", ["≤", 100]);
    note(`${name}: click to its answers, median`, quantile(whole.get(name)!, 0.5), "ms", [
      "≤",
      1000,
    ]);
  }
}

/** Everything again, while the host's loop is watched. */
async function measureRun(page: Page): Promise<void> {
  await lag(page, true);
  await page.evaluate(async () => {
    await fetch("/rpc/host/start", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ json: { name: "runs.start", input: { full: true } } }),
    });
  });
  const bar = page.locator("[data-region='run']");
  await bar.waitFor({ timeout: 20_000 });
  const during = await clickToPaint(page, "Sources");
  await bar.waitFor({ state: "detached", timeout: 1_800_000 });
  const late = await lag(page, false);
  note("Click to first feedback during a full run", during.feedback, "ms", ["≤", 100]);
  note("Host's loop during a full run, p99", late.p99_ms, "ms late", ["≤", 50]);
  note("Host's loop during a full run, most", late.max_ms, "ms late", ["≤", 200]);
}

async function measureGrid(workspace: string, rows: number): Promise<void> {
  await growSales(workspace, rows);
  const shown = await webDriver.open(workspace, { path: "/explore/gold.fact_sales" });
  try {
    const { frames, memory } = await scrollGrid(shown.page);
    const what = `Grid of ${rows.toLocaleString("en")} rows`;
    note(`${what}: frames a second while scrolling`, frames, "fps", ["≥", 50]);
    note(`${what}: memory of the window`, memory / 1e6, "MB", ["≤", 500]);
  } finally {
    await shown.close();
  }
}

const missing = webDriver.missing();
if (missing !== null) throw new Error(missing);
const given = positionals[0];
const workspace = given ?? (await demoWorkspace(Number(values.scale)));
try {
  const shown = await webDriver.open(workspace);
  try {
    note("Overview usable, warm", await usableAfter(shown.page), "ms", ["≤", 1000]);
    await measureScreens(shown.page);
    await measureRun(shown.page);
  } finally {
    await shown.close();
  }
  // The big table takes the place of the sales, so it comes last and only into our own workspace.
  if (given === undefined) await measureGrid(workspace, Number(values.rows));
} finally {
  if (given === undefined) await removeFolder(workspace);
}
for (const { what, value, aim, good } of lines) {
  console.info(`${good ? "✓" : "✕"} ${what.padEnd(56)} ${value.padStart(12)}   aim ${aim}`);
}
if (lines.some(({ good }) => !good)) process.exitCode = 1;
