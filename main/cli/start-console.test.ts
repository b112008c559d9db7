import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { electronBinary } from "./electron-binary.ts";
import { browserCommand, consoleAddress, startConsole, type StartWorld } from "./start-console.ts";

/** A computer on which some things work; what was done is in `done`. */
function world(parts: Partial<StartWorld> & { readonly downloads?: boolean } = {}) {
  const done: string[] = [];
  let downloaded = false;
  const stand: StartWorld = {
    workspace: null,
    fallback: "/home-of/marta/Medallion",
    electron: () => (downloaded ? "/electron" : null),
    download: async () => {
      done.push("download");
      downloaded = parts.downloads === true;
      return downloaded;
    },
    build: async () => done.push("build") > 0,
    runElectron: async (program, workspace) => {
      done.push(`run ${program} ${workspace}`);
      return 7;
    },
    serve: async (directory) => {
      done.push(`serve ${directory}`);
      return 0;
    },
    say: (text) => void done.push(`say ${text}`),
    ...parts,
  };
  return { stand, done };
}

test("where Electron is, the desktop window starts and its exit code is ours", async () => {
  const { stand, done } = world({ electron: () => "/electron", workspace: "/shop" });
  expect(await startConsole(stand)).toBe(7);
  expect(done).toEqual(["build", "run /electron /shop"]);
});

test("where it can be downloaded, it is", async () => {
  const { stand, done } = world({ downloads: true });
  expect(await startConsole(stand)).toBe(7);
  expect(done).toEqual(["download", "build", "run /electron null"]);
});

test("where it cannot, one sentence says so and the browser's console starts", async () => {
  const { stand, done } = world({ workspace: "/shop" });
  expect(await startConsole(stand)).toBe(0);
  expect(done).toEqual([
    "download",
    "say The desktop window needs Electron, which is not on this computer and could not be downloaded. The console opens in your browser instead; it can do the same.",
    "serve /shop",
  ]);
  const other = world();
  await startConsole(other.stand);
  expect(other.done.at(-1)).toBe("serve /home-of/marta/Medallion");
});

test("a desktop window that cannot be built leaves the browser's console", async () => {
  const { stand, done } = world({ electron: () => "/electron", build: async () => false });
  expect(await startConsole(stand)).toBe(0);
  expect(done.map((line) => line.split(" ")[0])).toEqual(["say", "serve"]);
});

test("the address is found in what serve prints, and nothing else is opened", () => {
  const printed =
    "The console of shop is open at\n\n  http://127.0.0.1:4711/?token=a-B_9\n\nStop it.\n";
  expect(consoleAddress(printed)).toBe("http://127.0.0.1:4711/?token=a-B_9");
  expect(consoleAddress("http://evil.example/?token=a")).toBeNull();
  expect(consoleAddress("Building the console …")).toBeNull();
});

test("each system has its own way to open a browser", () => {
  const address = "http://127.0.0.1:1/?token=a";
  expect(browserCommand("linux", address)).toEqual(["xdg-open", [address]]);
  expect(browserCommand("darwin", address)).toEqual(["open", [address]]);
  expect(browserCommand("win32", address)).toEqual([
    "rundll32",
    ["url.dll,FileProtocolHandler", address],
  ]);
});

test("Electron is looked for where it was put, else where its package puts it", async () => {
  const top = await mkdtemp(join(tmpdir(), "medallion-electron-"));
  try {
    expect(electronBinary(top, {}, "linux")).toBeNull();
    const dist = join(top, "node_modules/electron/dist");
    await mkdir(join(dist, "Electron.app/Contents/MacOS"), { recursive: true });
    await writeFile(join(dist, "electron"), "");
    await writeFile(join(dist, "Electron.app/Contents/MacOS/Electron"), "");
    expect(electronBinary(top, {}, "linux")).toBe(join(dist, "electron"));
    expect(electronBinary(top, {}, "darwin")).toBe(
      join(dist, "Electron.app/Contents/MacOS/Electron"),
    );
    expect(electronBinary(top, {}, "win32")).toBeNull();
    const elsewhere = { ELECTRON_OVERRIDE_DIST_PATH: join(top, "elsewhere") };
    expect(electronBinary(top, elsewhere, "linux")).toBeNull();
  } finally {
    await rm(top, { recursive: true, force: true });
  }
});
