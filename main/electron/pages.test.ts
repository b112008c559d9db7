import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTrouble } from "./recovery-page.ts";
import { servePage } from "./pages.ts";

let top = "";
const SECRET = "planted: the keys of another program";
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), "medallion-pages-"));
  await mkdir(join(top, "renderer/assets"), { recursive: true });
  await mkdir(join(top, "recovery"));
  await mkdir(join(top, "exports/folder.csv"), { recursive: true });
  await writeFile(join(top, "secret.txt"), SECRET);
  await writeFile(join(top, "renderer/index.html"), "<title>console</title>");
  await writeFile(join(top, "renderer/assets/main.js"), "start()");
  await writeFile(join(top, "recovery/index.html"), "<p>{{message}}|{{hint}}|{{details}}</p>");
  await writeFile(join(top, "exports/orders.csv"), "a;b\n1;2\n");
  await symlink(join(top, "secret.txt"), join(top, "exports/link.csv"));
  await symlink(join(top, "renderer/assets/main.js"), join(top, "renderer/assets/again.js"));
});
afterAll(() => rm(top, { recursive: true, force: true }));

async function get(address: string, method = "GET") {
  const folders = {
    renderer: join(top, "renderer"),
    recovery: join(top, "recovery"),
    exports: join(top, "exports"),
  };
  const trouble = startTrouble(new Error("<b>odd</b>"));
  const response = await servePage(new Request(address, { method }), folders, trouble);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test("the page, its files and its screens", async () => {
  expect(await get("app://medallion/")).toMatchObject({
    status: 200,
    text: "<title>console</title>",
  });
  expect((await get("app://medallion/reports/orders")).text).toBe("<title>console</title>");
  const script = await get("app://medallion/assets/main.js");
  expect(script.text).toBe("start()");
  expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(script.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await get("app://medallion/assets/main.js", "HEAD")).toMatchObject({
    status: 200,
    text: "",
  });
});

test("an export is downloaded", async () => {
  const { status, text, headers } = await get("app://medallion/download/orders.csv");
  expect([status, text]).toEqual([200, "a;b\n1;2\n"]);
  expect(headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''orders.csv");
});

test("a link that leads out of its folder is not followed; one within is", async () => {
  const out = await get("app://medallion/download/link.csv");
  expect([out.status, out.text]).toEqual([404, ""]);
  expect((await get("app://medallion/assets/again.js")).text).toBe("start()");
});

test("nothing outside is read, nothing is written, and a refusal carries the policy", async () => {
  for (const address of [
    "app://medallion/..%2fsecret.txt",
    "app://medallion/download/..%2fsecret.txt",
    "app://medallion/assets/missing.js",
    "app://medallion/download/folder.csv",
    "app://recovery/..%2fsecret.txt",
    "app://evil/secret.txt",
  ]) {
    const { status, text, headers } = await get(address);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain(SECRET);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  }
  expect((await get("app://medallion/", "POST")).status).toBe(405);
});

test("the recovery page tells what happened, as text", async () => {
  const { text, headers } = await get("app://recovery/");
  expect(text).toContain("&lt;b&gt;odd&lt;/b&gt;");
  expect(headers.get("content-security-policy")).not.toContain("script-src");
});
