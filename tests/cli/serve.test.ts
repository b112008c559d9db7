import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enter } from "#tests/contract/transports.ts";

const COMMAND_LINE = join(import.meta.dirname, "../../main/cli/index.ts");
let folder = "";
const started: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "medallion-serve-"));
});
afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

interface Serving {
  readonly child: ChildProcess;
  /** What standard output said first: one JSON document. */
  readonly said: Promise<{ url?: string; error?: { code: string; hint: string } }>;
  readonly ended: Promise<number | null>;
}

function serve(...flags: string[]): Serving {
  const argv = [COMMAND_LINE, "serve", folder, "--json", "--no-build", ...flags];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let out = "";
  const said = new Promise<object>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      if (out.endsWith("}\n")) resolve(JSON.parse(out) as object);
    });
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, said, ended };
}

test("serve says its address first, lets a browser in, and ends in good order", async () => {
  const { child, said, ended } = serve();
  const { url = "" } = await said;
  const { port } = new URL(url);
  const { origin, cookie } = await enter(url);
  const answer = await fetch(`${origin}/rpc/host/state`, {
    method: "POST",
    headers: { origin, cookie, "content-type": "application/json" },
    body: "{}",
  });
  expect(await answer.json()).toMatchObject({
    json: { kind: "web", workspace: { directory: folder, exists: false } },
  });

  const second = serve("--port", port);
  expect((await second.said).error).toMatchObject({
    code: "conflict",
    hint: expect.stringContaining("--port"),
  });
  expect(await second.ended).toBe(2);

  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  await expect(fetch(origin)).rejects.toThrow("fetch failed");
});
