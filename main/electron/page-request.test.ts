import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { contained, pageRequest } from "./page-request.ts";

const folders = {
  renderer: resolve("/program/out/renderer"),
  recovery: resolve("/program/resources/recovery"),
  exports: resolve("/shop/exports"),
};
const get = (address: string) => pageRequest("GET", address, folders);

test("files of the window, and one page for every screen", () => {
  const { renderer } = folders;
  const file = (path: string) => ({
    kind: "file",
    path: join(renderer, path),
    within: renderer,
    download: false,
  });
  expect(get("app://medallion/assets/main-a1.js")).toEqual(file("assets/main-a1.js"));
  expect(get("app://medallion/")).toEqual(file("index.html"));
  expect(get("app://medallion/reports/orders?tab=rows#end")).toEqual(file("index.html"));
  expect(get("app://medallion/assets/caf%C3%A9.svg")).toEqual(file("assets/café.svg"));
});

test("the recovery page and its files", () => {
  expect(get("app://recovery/")).toEqual({ kind: "recovery" });
  expect(get("app://recovery/style.css")).toMatchObject({
    path: join(folders.recovery, "style.css"),
    within: folders.recovery,
  });
});

test("an exported file is a download, from the exports folder only", () => {
  expect(get("app://medallion/download/orders%202026.csv")).toEqual({
    kind: "file",
    path: join(folders.exports, "orders 2026.csv"),
    within: folders.exports,
    download: true,
  });
});

test.each([
  "app://medallion/%2e%2e%2f%2e%2e%2fpackage.json",
  "app://medallion/..%2f..%2fetc/passwd.txt",
  "app://medallion/assets/..%2F..%2F..%2Fsecret.txt",
  "app://medallion/download/..%2fworkspace.json",
  "app://recovery/..%2f..%2fpackage.json",
])("%s stays inside or is refused", (address) => {
  expect(get(address)).toEqual({ kind: "refused", status: 403 });
});

test.each([
  "app://medallion/..%5c..%5cwin.ini",
  "app://medallion/C%3A/Windows/win.ini",
  "app://medallion/index.html%00.png",
  "app://medallion/%",
  "app://medallion/%ff.js",
])("%s is malformed", (address) => {
  expect(get(address)).toEqual({ kind: "refused", status: 400 });
});

test("plain dots are resolved by the address itself and never climb", () => {
  expect(get("app://medallion/download/%2e%2e")).toMatchObject({
    path: join(folders.renderer, "index.html"),
  });
  for (const address of [
    "app://medallion/../../package.json",
    "app://medallion/%2e%2e/package.json",
  ])
    expect(get(address)).toMatchObject({ path: join(folders.renderer, "package.json") });
});

test("an escape is read once", () => {
  expect(get("app://medallion/%252e%252e%252fpackage.json")).toMatchObject({
    path: join(folders.renderer, "%2e%2e%2fpackage.json"),
  });
});

test("other hosts are not served, and nothing is written", () => {
  expect(get("app://evil/index.html")).toEqual({ kind: "refused", status: 404 });
  expect(get("app://medallion@evil/index.html")).toEqual({ kind: "refused", status: 404 });
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "get"]) {
    expect(pageRequest(method, "app://medallion/", folders)).toEqual({
      kind: "refused",
      status: 405,
    });
  }
  expect(pageRequest("HEAD", "app://medallion/", folders)).toMatchObject({ kind: "file" });
});

test("a folder beside that begins with the same name is outside", () => {
  expect(contained("/program/out", "../out-of-it/x")).toBeNull();
  expect(contained("/program/out", "/etc/passwd")).toBe(join("/program/out", "etc/passwd"));
  expect(contained("/program/out", ".")).toBeNull();
});
