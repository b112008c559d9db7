import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REQUEST_LIMIT } from "#main/shared/frames.ts";
import { UPLOAD_LIMIT } from "#main/web/files.ts";
import { Guarded, PAGE, REPORT, SECRET } from "./guarded.ts";

let web: Guarded;
beforeAll(async () => {
  web = await Guarded.open();
});
afterAll(() => web.close());

describe("paths that lead out of the page", () => {
  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "/....//secret.txt",
    "//../secret.txt",
    "/%252e%252e/secret.txt",
    "/secret.txt%00.js",
    "/%zz",
    "/../page/../secret.txt",
  ])("%s shows nothing that is beside it", async (path) => {
    const answer = await web.ask(path);
    expect(answer.text).not.toContain(SECRET);
    expect((await web.ask("/assets/app.js")).text).toBe(PAGE);
  });
});

describe("paths that lead out of the exports", () => {
  test.each([
    "/download/../secret.txt",
    "/download/%2e%2e/secret.txt",
    "/download/..%2fsecret.txt",
    "/download/..%5csecret.txt",
    "/download/..%2f..%2fsecret.txt",
    "/download/.hidden",
    "/download/link.csv",
    "/download/",
    "/download/.",
    "/download/%00",
    "/download/%zz",
  ])("%s gives nothing away", async (path) => {
    const answer = await web.ask(path);
    expect(answer.text).not.toContain(SECRET);
    expect(answer.text).not.toContain(REPORT);
    const control = await web.ask("/download/report.csv");
    expect(control).toMatchObject({ status: 200, text: REPORT });
    expect(control.headers["content-disposition"]).toContain("attachment");
  });
});

/** Everything under the folder but the page, with its content. */
async function contents(): Promise<Record<string, string>> {
  const found = await readdir(web.folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  const read = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(web.folder.length), await readFile(path, "utf8")] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

const upload = (name: string, body: string, headers: Record<string, string> = {}) =>
  web.ask(`/upload?name=${name}`, {
    method: "POST",
    headers: { "content-length": String(Buffer.byteLength(body)), ...headers },
    body,
  });

describe("names of uploaded files", () => {
  test.each([
    "..%2Fworkspace.json",
    "../workspace.json",
    "%2Fetc%2Fplanted.csv",
    "..%5Cplanted.csv",
    "C:%5Cplanted.csv",
    "C:planted.csv",
    ".planted",
    "..",
    "",
    "planted%00.csv",
    "planted%0a.csv",
    "x".repeat(300),
  ])("%j is refused and nothing is written", async (name) => {
    const before = await contents();
    const answer = await upload(name, "planted");
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: "usage" } });
    expect(await contents()).toEqual(before);
  });

  test("a plain name is kept, and a second file of that name takes the next free one", async () => {
    const first = await upload("Bestellungen%20M%C3%A4rz.csv", "one");
    const second = await upload("Bestellungen%20M%C3%A4rz.csv", "two");
    const paths = [first, second].map(({ text }) => (JSON.parse(text) as { path: string }).path);
    const folder = join(web.workspace, "uploads");
    expect(paths).toEqual([
      join(folder, "Bestellungen März.csv"),
      join(folder, "Bestellungen März-2.csv"),
    ]);
    expect(await Promise.all(paths.map((path) => readFile(path, "utf8")))).toEqual(["one", "two"]);
    expect(await readdir(folder)).toHaveLength(2);
  });

  test("a file that says it is too large is not read at all", async () => {
    const answer = await web.ask("/upload?name=large.csv", {
      method: "POST",
      headers: { "content-length": String(UPLOAD_LIMIT + 1), expect: "100-continue" },
    });
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: "usage" } });
    expect(Object.keys(await contents()).filter((name) => name.includes("large"))).toEqual([]);
  });
});

test("a call that is too large, or does not say how large it is, is refused unread", async () => {
  const before = web.happened;
  const large = await web.command({ "content-length": String(REQUEST_LIMIT + 1) });
  expect([large.status, JSON.parse(large.text)]).toMatchObject([413, { json: { code: "usage" } }]);
  const chunked = await web.ask("/rpc/sources/remove", {
    method: "POST",
    headers: { "transfer-encoding": "chunked" },
    body: "{}",
  });
  expect(chunked.status).toBe(411);
  expect(web.happened).toBe(before);
  expect((await web.command()).status).toBe(200);
});

test("a script in an address comes back as text at most", async () => {
  for (const path of ["/<script>alert(1)</script>.js", "/download/<script>alert(1)</script>"]) {
    const answer = await web.ask(path.replaceAll(" ", "%20"));
    expect(answer.headers["content-type"]).not.toContain("html");
  }
});
