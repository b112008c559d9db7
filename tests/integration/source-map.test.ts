import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addedSource, remapped } from "#contract/sources.ts";
import { workspaceInfo } from "#contract/workspace.ts";
import { answer, medallion, query, run, temporaryFolder } from "./cli.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let shop = "";
let sheet = "";
beforeAll(async () => {
  folder = await temporaryFolder();
  shop = join(folder.path, "shop");
  sheet = join(folder.path, "orders.csv");
  await writeFile(sheet, "order_id,order_date,total\n1,05/03/2024,10.00\n2,06/03/2024,20.00\n");
  await answer(workspaceInfo, "init", shop, "--tz", "Europe/Berlin");
  const flags = ["--csv", sheet, "--format", "ordered_at=dmy"];
  await answer(addedSource, "source", "add", shop, "orders", ...flags);
  await run(shop);
});
afterAll(() => folder.remove());

const change = (...flags: string[]) => answer(remapped, "source", "map", shop, "orders", ...flags);
const orders = (): Promise<unknown[][]> =>
  query(
    shop,
    "select order_id, ordered_at_date::varchar, total_amount, _row_hash::varchar, _batch_id from silver.orders order by 1",
  );
const days = async (): Promise<unknown[]> => (await orders()).map((row) => row[1]);

test("another date format parses the stored rows again, and taking it back brings the same rows", async () => {
  const before = await orders();
  expect(before.map((row) => row[1])).toEqual(["2024-03-05", "2024-03-06"]);
  expect(await change("--format", "ordered_at=mdy")).toEqual({
    id: "orders",
    mapping_version: 2,
    entities: ["orders"],
  });
  expect(await days(), "a mapping counts from the next run on").toEqual([
    "2024-03-05",
    "2024-03-06",
  ]);
  expect((await run(shop)).status).toBe("succeeded");
  expect(await days()).toEqual(["2024-05-03", "2024-06-03"]);
  expect(await change("--undo")).toMatchObject({ mapping_version: 3 });
  expect((await run(shop)).status).toBe("succeeded");
  expect(await orders()).toEqual(before);
});

test("a renamed column is followed to its new name, with its format, in old and new rows", async () => {
  const text = await readFile(sheet, "utf8");
  await writeFile(sheet, `${text.replace("order_date", "Day")}3,07/03/2024,30.00\n`);
  expect((await medallion("run", shop)).code).toBe(4);
  await change("--alias", "Day=order_date");
  expect((await run(shop)).status).toBe("succeeded");
  expect(await days()).toEqual(["2024-03-05", "2024-03-06", "2024-03-07"]);
});

test("dates that can be read in two ways are asked about when a column is mapped to them", async () => {
  const text = await readFile(sheet, "utf8");
  await writeFile(
    sheet,
    text.replace("total", "total,Sent").replaceAll(/(\d\.00)$/gm, "$1,01/02/2024"),
  );
  const asked = await medallion("source", "map", shop, "orders", "--map", "updated_at=Sent");
  expect(asked.code).toBe(2);
  expect(asked.err).toContain("--format updated_at=dmy");
  await change("--map", "updated_at=Sent", "--format", "updated_at=mdy");
  expect((await run(shop)).status).toBe("succeeded");
  expect(await query(shop, "select distinct updated_at::date::varchar from silver.orders")).toEqual(
    [["2024-01-02"]],
  );
});

test.each([
  [["--format", "ordered_at=comma"], "not a format"],
  [["--map", "ordered_at=Dya"], "Day"],
  [["--alias", "Day"], "--alias"],
  [["--undo", "--format", "ordered_at=mdy"], "undo"],
  [[], "changes nothing"],
])("source map %j is refused", async (flags, says) => {
  const { code, err } = await medallion("source", "map", shop, "orders", ...flags);
  expect(code).toBe(2);
  expect(err).toContain(says);
});
