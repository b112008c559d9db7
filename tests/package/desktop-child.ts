/**
 * Starts the packed desktop program with a stand-in for Electron, acts as its window, and prints what it
 * saw as one line of JSON. argv: nothing; the environment says where everything is.
 */
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ConsoleClient } from "#contract/console.ts";
import { connectPort } from "#main/shared/port.ts";

const STAND_IN = new URL("./electron-stand-in.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron"
      ? { url: STAND_IN, format: "module-typescript", shortCircuit: true }
      : next(specifier, context),
});

const { app, BrowserWindow, handlers, ipcMain, menu, record } =
  await import("./electron-stand-in.ts");

/** Looks again until it is there; a test that waits for ever is ended from outside. */
async function until<Found>(look: () => Found | null | undefined | false): Promise<Found> {
  for (;;) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const program = process.env.STAND_IN_PROGRAM!;
await import(pathToFileURL(join(program, "out/main/index.js")).href);
const page = (await until(() => BrowserWindow.all[0])).webContents;
await until(() => record.menu.length > 0);
const from = (address: string, top = true) => ({
  sender: page,
  senderFrame: { url: address, parent: top ? null : {} },
});
const get = async (address: string) => {
  const answer = await handlers.page!(new Request(address));
  return { status: answer.status, text: (await answer.text()).slice(0, 2000) };
};
// Files are missing: what the window shows then is all there is to see.
if (process.env.STAND_IN_PAGES !== undefined) {
  const { text } = await get("app://recovery/");
  const { status } = await get("app://medallion/");
  const guarded = {
    url: "app://recovery/do/quit",
    isMainFrame: true,
    preventDefault: () => undefined,
  };
  console.info(JSON.stringify({ loaded: record.loaded, text, status }));
  page.emit("will-navigate", guarded);
  // The program ends us.
  await until(() => false);
}

const refused = async (event: unknown): Promise<boolean> =>
  await handlers.invoked.get("medallion:pick-file")!(event, {}).then(
    () => false,
    () => true,
  );

// Strangers first: nobody gets a port who is not the console's top frame.
ipcMain.emit("medallion:connect", from("https://evil.example/?app://medallion/"), "a");
ipcMain.emit("medallion:connect", from("app://medallion/", false), "b");
ipcMain.emit("medallion:connect", from("app://recovery/"), "c");
ipcMain.emit("medallion:connect", from("app://medallion/overview"), "mine");
const { nonce, port } = await until(() => page.ports[0]);
const client = connectPort<ConsoleClient>(port);

const state = await client.host.state({});
await client.workspace.init({ sample: { scale: 0.02 } }, { context: { idempotencyKey: "one" } });
const info = await client.workspace.info({});
const { job_id } = await client.host.start(
  { name: "runs.start", input: { publish: true } },
  { context: { idempotencyKey: "two" } },
);
const job = async () => (await client.host.state({})).jobs.find((one) => one.job_id === job_id);
let ended = await job();
while (ended?.finished_at === null) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  ended = await job();
}
const reports = await client.reports.list({ published: true });

// An engine that is killed comes back, and the next question is answered.
const before = record.engines.length;
process.kill(record.engines.find(({ role }) => role === "reads")!.pid!, "SIGKILL");
await until(() => record.engines.length > before);
const again = await client.reports.list({ published: true });

menu.entries
  .find(({ label }) => label === "View")!
  .submenu!.find(({ label }) => label === "Reports")!.click!();
const cell = await handlers.invoked.get("medallion:open-external")!(
  from("app://medallion/quality"),
  "https://docs.google.com/spreadsheets/d/1/edit#range=F212",
);
const evil = await handlers.invoked.get("medallion:open-external")!(
  from("app://medallion/quality"),
  "file:///etc/passwd",
);

const seen = {
  sandboxed: record.sandboxed,
  schemes: record.schemes,
  loaded: [...record.loaded],
  rights: record.options[0]!.webPreferences,
  preload: record.options[0]!.webPreferences!.preload,
  menu: record.menu,
  nonce,
  ports: page.ports.length,
  kind: state.kind,
  version: state.version,
  workspace: state.workspace,
  currency: info.currency,
  job: ended?.status,
  reports: [reports.length, again.length],
  engines: record.engines.map(({ role }) => role),
  console: await get("app://medallion/reports"),
  outside: (await get("app://medallion/..%2f..%2fpackage.json")).status,
  picked: await handlers.invoked.get("medallion:pick-file")!(from("app://medallion/"), {}),
  strangers: [
    await refused(from("https://evil.example/")),
    await refused({ ...from("app://medallion/"), sender: { id: 99 } }),
  ],
  shown: page.sent,
  external: [cell, evil, ...record.opened],
};
// Three crashes within a minute: loaded again twice, then the recovery page.
for (let n = 0; n < 3; n += 1) page.emit("render-process-gone", {}, { reason: "crashed" });
const recovery = await get("app://recovery/");
console.info(JSON.stringify({ ...seen, crashes: record.loaded.slice(1), recovery: recovery.text }));
app.quit();
