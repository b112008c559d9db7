import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { axeFindings } from "./axe.ts";
import { webDriver } from "./driver-web.ts";
import type { OpenConsole } from "./driver.ts";
import { emptyWorkspace, removeFolder } from "./workspaces.ts";

/** States an engine is in for a moment only: the host's answer is replaced, the window is the real one. */
let workspace = "";
let shown: OpenConsole;

beforeAll(async () => {
  const missing = webDriver.missing();
  if (missing !== null) throw new Error(missing);
  workspace = await emptyWorkspace();
  shown = await webDriver.open(workspace);
  // The host tells the state again as the first event; here it stays silent.
  await shown.page.addInitScript(() => {
    const ask = window.fetch.bind(window);
    window.fetch = (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      if (!address.endsWith("/rpc/host/events")) return ask(input, init);
      const headers = { "content-type": "text/event-stream" };
      return Promise.resolve(new Response(new ReadableStream(), { headers }));
    };
  });
});
afterAll(async () => {
  await shown?.close();
  await removeFolder(workspace);
});

async function withEngine(page: Page, engine: object): Promise<void> {
  await page.route("**/rpc/host/state", async (route) => {
    const answer = await route.fetch();
    const { json } = (await answer.json()) as { json: object };
    await route.fulfill({ response: answer, json: { json: { ...json, engine } } });
  });
  await page.reload();
}

test("an engine that cannot start says why, what it means, and starts again on a press", async () => {
  const { page } = shown;
  await withEngine(page, {
    status: "failed",
    generation: 3,
    error: {
      code: "corrupt",
      message: "The file state.sqlite cannot be read.",
      hint: "Put back the copy of last night.",
      retryable: false,
      details: null,
    },
  });
  const panel = page.getByRole("alert");
  await panel.getByRole("heading", { name: "The data engine does not start" }).waitFor();
  expect(await panel.textContent()).toContain("The file state.sqlite cannot be read.");
  expect(await panel.textContent()).toContain("Put back the copy of last night.");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
  }
  const asked = page.waitForRequest("**/rpc/host/restart");
  await panel.getByRole("button", { name: "Start it again" }).click();
  await asked;
  await page.unroute("**/rpc/host/state");
});

test("an engine that takes long to start is told, and only then", async () => {
  const { page } = shown;
  await withEngine(page, { status: "starting", generation: 0, error: null });
  await page.getByText("The data engine is starting.").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.unroute("**/rpc/host/state");
});
