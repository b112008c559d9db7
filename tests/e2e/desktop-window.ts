import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { CHANNELS } from "#main/electron/channels.ts";
import { servePage } from "#main/electron/pages.ts";
import { programFolders } from "#main/electron/program-folders.ts";
import { startTrouble } from "#main/electron/recovery-page.ts";
import { superviseEngines } from "#main/shared/engine-pair.ts";
import { createHost } from "#main/shared/host.ts";
import { serveOnPort } from "#main/shared/port.ts";
import { forkEngine } from "#main/web/fork-engine.ts";
import { launchChromium } from "./chromium.ts";

const TOP = join(import.meta.dirname, "../..");
/** Stands for `app://medallion`: a browser without Electron knows no scheme of ours. */
const ORIGIN = "https://medallion.test";

export interface DesktopWindow {
  readonly page: Page;
  /** What the menu does. */
  show(path: string): Promise<void>;
  /** Everything the page reported as an error; a refusal by its policy is one. */
  errors(): readonly string[];
  close(): Promise<void>;
}

/** Electron's module as the preload sees it, with the host's ends of its ports in `window.toWindow`. */
const FAKE_ELECTRON = `
  const listeners = new Map();
  const tell = (channel, event, ...words) => listeners.get(channel)?.(event, ...words);
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => { window[name] = api; } },
    webUtils: { getPathForFile: (file) => "/dropped/" + file.name },
    ipcRenderer: {
      on: (channel, listener) => listeners.set(channel, listener),
      invoke: (channel, asked) => window.invokeHost(channel, asked),
      send: (channel, nonce) => {
        if (channel !== ${JSON.stringify(CHANNELS.connect)}) return;
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => void window.toHost(event.data);
        window.toWindow = (frame) => port1.postMessage(frame);
        tell(${JSON.stringify(CHANNELS.port)}, { ports: [port2] }, nonce);
      },
    },
  };
  window.tellPreload = tell;
  const give = (name) => { if (name !== "electron") throw new Error(name); return electron; };
`;

/**
 * The desktop's window in a plain browser: the built page under the desktop's own headers, the built
 * preload, and calls over a message port to a host with engines of its own. Only Electron is missing.
 */
export async function openDesktopWindow(workspace: string): Promise<DesktopWindow> {
  const engine = superviseEngines((role) => forkEngine(workspace, role));
  const host = createHost({ kind: "electron", directory: workspace, engine });
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));

  const folders = programFolders(TOP, workspace);
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const request = new Request(`app://medallion${pathname}${search}`);
    const answer = await servePage(request, folders, startTrouble("nothing"));
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  let hear: (arrived: { data: unknown }) => void = () => undefined;
  await page.exposeFunction("toHost", (frame: unknown) => hear({ data: frame }));
  await page.exposeFunction("invokeHost", (channel: string) =>
    channel === CHANNELS.pickFile ? "/chosen/orders.csv" : true,
  );
  serveOnPort(host.router, {
    postMessage: (frame) =>
      void page.evaluate((one) => window.toWindow(one), frame).catch(() => undefined),
    on: (event, listener) => {
      if (event === "message") hear = listener as typeof hear;
    },
  });
  const preload = await readFile(folders.preload, "utf8");
  await page.addInitScript(`{ ${FAKE_ELECTRON}\n((require) => {\n${preload}\n})(give); }`);
  await page.goto(`${ORIGIN}/overview`);
  await page.waitForSelector("main#content");
  return {
    page,
    show: (path) =>
      page.evaluate(([channel, to]) => window.tellPreload(channel, {}, to), [
        CHANNELS.show,
        path,
      ] as const),
    errors: () => errors,
    close: async () => {
      await browser.close();
      await host.close();
    },
  };
}

declare global {
  interface Window {
    toWindow(frame: unknown): void;
    tellPreload(channel: string, event: object, ...words: unknown[]): void;
  }
}
