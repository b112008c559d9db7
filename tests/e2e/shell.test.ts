import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { demoWorkspace, removeFolder } from "./workspaces.ts";

const SCREENS = ["Overview", "Sources", "Pipeline", "Quality", "Reports", "Explore"];

describe.each(drivers)("the shell on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    workspace = await demoWorkspace();
    console = await driver.open(workspace);
  });
  afterAll(async () => {
    await console?.close();
    await removeFolder(workspace);
  });

  test("every screen opens from the rail and says its name", async () => {
    const { page } = console;
    for (const name of SCREENS) {
      await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
      expect(await page.title()).toContain(name);
    }
    expect(console.errors()).toEqual([]);
  });

  test("axe finds nothing grave on the frame", async () => {
    expect(await axeFindings(console.page)).toEqual([]);
  });
});
