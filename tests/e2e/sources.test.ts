import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { emptyWorkspace, medallion, removeFolder } from "./workspaces.ts";

interface SavedSource {
  readonly name: string;
  readonly removed_at?: string;
}

/** Order numbers, dates that can be read one way only, amounts. */
function orders(count: number, from = 1): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const day = String((number % 28) + 1).padStart(2, "0");
    return `A-${number},2026-03-${day},C-${number % 9},${number}.50`;
  });
  return ["Order No,Order Date,Customer,Total", ...rows, ""].join("\n");
}

/** Drops a file onto the page as a person does, bytes and all. */
async function drop(page: Page, path: string): Promise<void> {
  const bytes = [...(await readFile(path))];
  const transfer = await page.evaluateHandle(
    ({ name, content }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(content)], name));
      return data;
    },
    { name: basename(path), content: bytes },
  );
  const area = page.getByTestId("drop-area");
  await area.dispatchEvent("dragover", { dataTransfer: transfer });
  await area.dispatchEvent("drop", { dataTransfer: transfer });
}

describe.each(drivers)("sources on the $name host", (driver) => {
  let workspace = "";
  let folder = "";
  let console: OpenConsole;

  const file = async (name: string, text: string | Uint8Array): Promise<string> => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const saved = async (): Promise<readonly string[]> => {
    const text = await readFile(join(workspace, "workspace.json"), "utf8");
    const { sources } = JSON.parse(text) as { sources: readonly SavedSource[] };
    return sources.filter(({ removed_at }) => removed_at === undefined).map(({ name }) => name);
  };
  /** The wizard's first page, whatever was left half-done. */
  const begin = async (): Promise<Page> => {
    const { page } = console;
    await console.visit("/sources/new");
    await page.getByRole("heading", { level: 1, name: "Connect a source" }).waitFor();
    const over = page.getByRole("button", { name: "Start over" });
    if (await over.isVisible()) await over.click();
    await page.getByLabel("Path or link").waitFor();
    return page;
  };
  const open = async (path: string): Promise<Page> => {
    const page = await begin();
    await page.getByLabel("Path or link").fill(path);
    await page.getByRole("button", { name: "Open", exact: true }).click();
    return page;
  };
  const tick = async (page: Page, ...names: readonly string[]): Promise<void> => {
    await page.getByRole("heading", { name: "What does a row tell?" }).waitFor();
    for (const box of await page.getByRole("checkbox").all()) {
      const label = await box.evaluate(
        (field) => (field as HTMLInputElement).labels?.[0]?.innerText,
      );
      await box.setChecked(names.includes(label ?? ""));
    }
    await page.getByRole("button", { name: "Continue" }).click();
  };
  const save = async (page: Page): Promise<void> => {
    const button = page.getByRole("button", { name: "Save and connect" });
    await page.getByRole("heading", { name: "Is this right?" }).waitFor();
    await button.click();
    await page.waitForURL(/\/sources\/(?!new)[^/]+$/);
  };

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    workspace = await emptyWorkspace();
    folder = join(workspace, "..", "files");
    console = await driver.open(workspace, { path: "/sources" });
  });
  afterAll(async () => {
    await console?.close();
    await removeFolder(join(workspace, ".."));
  });

  test("without a source the list says what to do", async () => {
    const { page } = console;
    await page.getByText("No source is connected yet").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Connect a source" }).click();
    await page.getByTestId("drop-area").waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("a file that is not there, is empty or is no table is explained, and another can be chosen", async () => {
    const wrong = [
      join(folder, "nowhere.csv"),
      await file("empty.csv", ""),
      await file("picture.csv", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0])),
    ];
    for (const path of wrong) {
      const page = await open(path);
      await page.getByText("This is not a table we can read").waitFor();
      expect(await page.getByRole("button", { name: "Save and connect" }).isDisabled()).toBe(true);
      await page.getByRole("button", { name: "Choose another file" }).click();
      await page.getByTestId("drop-area").waitFor();
    }
    expect(await saved()).toEqual([]);
  });

  test("a link is answered with what to do instead", async () => {
    const page = await begin();
    await page.getByLabel("Path or link").fill("https://shop.example/orders.csv");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByText("Download the file first").waitFor();
  });

  test("names in row 3 are found and said; an ambiguous date is asked, and the answer can be changed", async () => {
    const lines = ["Orders of my shop,,", ",,", "Order No,Date,Total"];
    const rows = Array.from({ length: 12 }, (_, n) => `${n + 1},0${(n % 9) + 1}/02/2026,${n}.25`);
    const page = await open(await file("spring.csv", [...lines, ...rows, ""].join("\n")));
    await page.getByText("Row 3 holds the column names").waitFor();
    await page.getByRole("columnheader", { name: "A", exact: true }).waitFor();
    await tick(page, "Orders");
    await page.getByRole("heading", { name: "How is it written?" }).waitFor();
    await page.getByText("It cannot be saved yet: a question is open.").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: /^Month first/ }).click();
    await page.getByRole("heading", { name: "Is this right?" }).waitFor();
    await page.getByText("2026-01-02").first().waitFor();
    const line = page.getByRole("listitem").filter({ hasText: "Month first" });
    await line.getByRole("button", { name: "Change" }).click();
    await page.getByRole("button", { name: /^Day first/ }).click();
    await page.getByText("2026-02-01").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("closed in the middle nothing is saved, and the answers are still there", async () => {
    const { page } = console;
    await page.reload();
    await page.getByText("You were connecting spring.csv").waitFor();
    await page.getByText("Ordered: Day first").waitFor();
    expect(await saved()).toEqual([]);
    await page.getByRole("button", { name: "Start over" }).click();
    await page.getByTestId("drop-area").waitFor();
    await page.reload();
    await page.getByTestId("drop-area").waitFor();
  });

  test("any other row can hold the names", async () => {
    const page = await open(await file("rows.csv", `Nr,Day,Sum\n${orders(5)}`));
    await page.getByRole("row").filter({ hasText: "A-1" }).waitFor();
    await page.getByRole("heading", { name: "Which row holds the column names?" }).waitFor();
    await page.getByRole("textbox", { name: "Another row" }).fill("2");
    await page.getByRole("button", { name: "Use row 2" }).last().click();
    await page.getByText("Row 2 holds the column names").waitFor();
  });

  test("a dropped file is connected once, however often Save is pressed", async () => {
    const page = await begin();
    await drop(page, await file("orders.csv", orders(60)));
    await tick(page, "Orders");
    await page.getByRole("heading", { name: "Is this right?" }).waitFor();
    await page.getByRole("button", { name: "Save and connect" }).dblclick();
    await page.waitForURL(/\/sources\/(?!new)[^/]+$/);
    await page.getByRole("heading", { level: 1, name: "orders", exact: true }).waitFor();
    expect(await saved()).toEqual(["orders"]);
    expect(await axeFindings(page)).toEqual([]);
    await page.reload();
    await page.getByText("It is read with the next run.").waitFor();
  });

  test("a second source of orders asks how the keys relate; a wide file feeds several", async () => {
    const wide = ["Order No,Order Date,Product,Qty,Price,<img src=x onerror=alert(1)>"];
    for (let n = 1; n <= 20; n += 1) wide.push(`${n},2026-04-0${(n % 9) + 1},P-${n % 4},2,9.90,x`);
    const page = await open(await file("wide.csv", `${wide.join("\n")}\n`));
    await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();
    await tick(page, "Orders", "Order lines");
    await page.getByRole("heading", { name: "Do both use the same keys?" }).waitFor();
    await page.getByRole("button", { name: "Different keys" }).click();
    await page.getByRole("textbox", { name: "Beginning" }).fill("WEB-");
    await page.getByRole("button", { name: "Use this beginning" }).click();
    await page.getByRole("heading", { name: "Orders", exact: false }).first().waitFor();
    await page.getByRole("textbox", { name: "Name" }).fill("orders");
    await page.getByText("another source is named “orders” already").waitFor();
    await page.getByRole("textbox", { name: "Name" }).fill("Web shop");
    await save(page);
    await page.getByText("Orders, Order lines").waitFor();
    expect(await saved()).toEqual(["orders", "Web shop"]);
  });

  test("by keyboard only: from the list to a connected source", async () => {
    const path = await file("customers.csv", "Customer ID,Name,Email\nC-1,Ada,ada@shop.example\n");
    const { page } = console;
    await console.visit("/sources");
    await page.getByRole("button", { name: "Connect a source" }).press("Enter");
    const field = page.getByLabel("Path or link");
    await field.focus();
    await page.keyboard.type(path);
    await page.keyboard.press("Enter");
    await page.getByRole("checkbox", { name: "Customers" }).focus();
    await page.keyboard.press("Space");
    if (!(await page.getByRole("checkbox", { name: "Customers" }).isChecked())) {
      await page.keyboard.press("Space");
    }
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Is this right?" }).waitFor();
    await page.getByRole("button", { name: "Save and connect" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "customers" }).waitFor();
    expect(await saved()).toContain("customers");
  });

  test("a column is read from another one, and Undo takes that back", async () => {
    const { page } = console;
    await console.visit("/sources/customers");
    const row = page.getByRole("row", { name: /^City/ });
    await row.filter({ hasText: "not filled" }).click();
    const panel = page.getByRole("complementary", { name: "City" });
    await panel.getByRole("combobox", { name: "Column of the source" }).click();
    await page.getByRole("option", { name: "Name" }).click();
    await panel.getByRole("button", { name: "Save the change" }).click();
    await page.getByText("City is read from “Name” with the next run.").waitFor();
    await row.filter({ hasNotText: "not filled" }).waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).first().click();
    await page.getByText("The change is taken back.").waitFor();
    await row.filter({ hasText: "not filled" }).waitFor();
  });

  test("removed at once, and Undo brings it back; so does its own page later", async () => {
    const { page } = console;
    await console.visit("/sources/customers");
    for (const back of ["Undo", "Take the removal back"]) {
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await page.getByText("Removed. Its rows leave with the next run").waitFor();
      expect(await saved()).not.toContain("customers");
      await page.getByRole("button", { name: back, exact: true }).first().click();
      await page.getByText("It is read with the next run.").waitFor();
      expect(await saved()).toContain("customers");
    }
  });

  test("a column with another name is found when the source is looked at, and one press keeps it", async () => {
    const { page } = console;
    await file("customers.csv", "Client,Name,Email\nC-1,Ada,ada@shop.example\n");
    await console.visit("/sources/customers");
    await page.getByRole("button", { name: "Look at it now" }).click();
    await page.getByText("“Customer ID”, which fills Customer number, is gone.").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Same column" }).click();
    await page.getByText("“Client” is read as what was “Customer ID”.").waitFor();
    await page
      .getByRole("row", { name: /^Customer number/ })
      .getByText("Client")
      .waitFor();
    await page.getByRole("button", { name: "Look at it now" }).click();
    await page.getByText("1 row can be read").waitFor();
    expect(await page.getByText("is gone").count()).toBe(0);
  });

  test("a source that shrank is held; both answers hold", async () => {
    const { page } = console;
    const path = await file("shrinks.csv", orders(200, 1000));
    await medallion("source", "add", workspace, "orders", "--csv", path, "--same-keys");
    await medallion("run", workspace);
    for (const answer of ["Keep the 200", "40 is right"]) {
      await file("shrinks.csv", orders(40, 1000));
      await medallion("run", workspace);
      await console.visit("/sources");
      await page.reload();
      const question = page.getByRole("article", { name: "shrinks" });
      await question.getByText("shrank from 200").waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await question.getByRole("button", { name: answer }).click();
      await question.waitFor({ state: "detached" });
    }
    await medallion("run", workspace);
    await page.reload();
    await page
      .getByRole("row", { name: /shrinks/ })
      .getByText("40", { exact: true })
      .waitFor();
  });

  test("the list is filtered in the address and walked by keyboard", async () => {
    const { page } = console;
    await console.visit("/sources");
    await page.getByRole("searchbox", { name: "Find a source" }).fill("web");
    await page.getByText("1 of 4").waitFor();
    await page.waitForURL(/filter=web/);
    await page.getByRole("searchbox").fill("nothing like it");
    await page.getByRole("button", { name: "Remove this filter" }).click();
    await page.getByRole("row", { name: /customers/ }).waitFor();
    const first = page.getByRole("grid").locator("tbody tr").first();
    await first.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/sources\/[^?]+$/);
    expect(console.errors()).toEqual([]);
  });
});
