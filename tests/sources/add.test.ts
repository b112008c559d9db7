import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  addSource,
  changeMapping,
  checkSource,
  listSources,
  previewSource,
  removeSource,
  suggestSource,
} from "#app/sources/index.ts";
import { AppError } from "#domain/errors.ts";
import { call, input, openWorkspace, type TestWorkspace } from "./workspace.ts";

let shop: TestWorkspace;
beforeEach(async () => {
  shop = await openWorkspace();
});
afterEach(async () => {
  await shop.close();
});

const WIDE = `order_id,order_date,customer_id,customer_name,segment,product,category,qty,amount
1,2024-12-01,101,John,VIP,iPhone,Phone,1,999
2,2024-12-01,102,Jane,Regular,MacBook,Laptop,1,1999
3,2024-12-02,101,John,VIP,AirPods,Audio,2,298
`;
const ALL = ["orders", "order_items", "customers", "products"] as const;

async function refused(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => new Error("nothing was refused"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

test("one wide sheet feeds orders, lines, customers and products, and amount is the total of the line", async () => {
  const path = await shop.file("sales.csv", WIDE);
  const added = await addSource(shop.services)(input(path, [...ALL]), call);
  expect(added).toMatchObject({
    mapping_version: 1,
    source: {
      id: "sales",
      state: "new",
      mode: "snapshot",
      entities: ["customers", "products", "orders", "order_items"],
    },
  });
  const mapping = await shop.services.workspaces.mapping(shop.directory, "sales");
  expect(mapping?.entities).toEqual({
    orders: {
      columns: { order_id: ["order_id"], customer_id: ["customer_id"], ordered_at: ["order_date"] },
      defaults: {},
      fold: true,
    },
    order_items: {
      columns: {
        order_id: ["order_id"],
        product_id: ["product"],
        quantity: ["qty"],
        line_total: ["amount"],
      },
      defaults: {},
      fold: false,
    },
    customers: {
      columns: { customer_id: ["customer_id"], name: ["customer_name"], segment: ["segment"] },
      defaults: {},
      fold: true,
    },
    products: {
      columns: { product_id: ["product"], name: ["product"], category: ["category"] },
      defaults: {},
      fold: true,
    },
  });
  expect(mapping?.formats).toEqual({ order_date: "iso", qty: "point", amount: "point" });
  const total = added.proposal.columns.find((c) => c.column === "line_total");
  expect(total?.reasons.join(" ")).toContain('"amount" stands beside "qty"');
});

test("meaningless column names are asked, with flags to type, and nothing is saved", async () => {
  const path = await shop.file("abc.csv", "A,B,C\n1,2024-12-01,9.50\n2,2024-12-02,8.50\n");
  const error = await refused(addSource(shop.services)(input(path, ["orders"]), call));
  expect(error).toMatchObject({
    code: "question",
    hint: expect.stringContaining("--map orders.order_id=") as string,
  });
  expect(error.details).toMatchObject({ proposal: { complete: false } });
  expect((await shop.services.workspaces.open(shop.directory)).sources).toEqual([]);
  expect(await readdir(join(shop.directory, "lake/mappings"))).toEqual([]);
});

test("answers complete the mapping", async () => {
  const path = await shop.file("abc.csv", "A,B,C\n1,2024-12-01,9.50\n2,2024-12-02,8.50\n");
  const map = [
    { column: "order_id", headers: ["A"] },
    { entity: "orders" as const, column: "ordered_at", headers: ["b"] },
  ];
  await addSource(shop.services)(
    input(path, ["orders"], { map, defaults: [{ column: "channel", value: "web" }] }),
    call,
  );
  const mapping = await shop.services.workspaces.mapping(shop.directory, "abc");
  expect(mapping?.entities.orders).toEqual({
    columns: { order_id: ["A"], ordered_at: ["B"] },
    defaults: { channel: "web" },
    fold: false,
  });
});

test("a date order nobody can know is asked, and --format settles it", async () => {
  const path = await shop.file("orders.csv", "order_id,order_date\n1,01/02/2024\n2,03/04/2024\n");
  const error = await refused(addSource(shop.services)(input(path, ["orders"]), call));
  expect(error.hint).toContain("--format orders.ordered_at=dmy|mdy");
  await addSource(shop.services)(
    input(path, ["orders"], { formats: [{ column: "ordered_at", format: "mdy" }] }),
    call,
  );
  expect((await shop.services.workspaces.mapping(shop.directory, "orders"))?.formats).toEqual({
    order_date: "mdy",
  });
});

test.each([
  [{ map: [{ column: "order_idd", headers: ["order_id"] }] }, "order_id"],
  [{ map: [{ column: "order_id", headers: ["ordr_id"] }] }, '"order_id"'],
  [{ map: [{ entity: "customers" as const, column: "name", headers: ["order_id"] }] }, "orders"],
  [{ formats: [{ column: "ordered_at", format: "comma" as const }] }, "dmy"],
])("a wrong name in a flag is a usage error that helps: %j", async (more, hint) => {
  const path = await shop.file("orders.csv", "order_id,order_date\n1,2024-12-01\n2,2024-12-02\n");
  const error = await refused(addSource(shop.services)(input(path, ["orders"], more), call));
  expect(error.code).toBe("usage");
  expect(error.hint).toContain(hint);
});

test("a second source of the same entity needs same keys or a prefix", async () => {
  const path = await shop.file("orders.csv", "order_id,order_date\n1,2024-12-01\n2,2024-12-02\n");
  await addSource(shop.services)(input(path, ["orders"]), call);
  const error = await refused(addSource(shop.services)(input(path, ["orders"]), call));
  expect(error.hint).toContain("--same-keys");
  const added = await addSource(shop.services)(input(path, ["orders"], { key_prefix: "B-" }), call);
  expect(added.source.id).toBe("orders-2");
  const mapping = await shop.services.workspaces.mapping(shop.directory, "orders-2");
  expect(mapping?.entities.orders?.key_prefix).toBe("B-");
});

test("a folder is read as one table and new files add to it", async () => {
  await shop.file("days/1.csv", "order_id,order_date\n1,2024-12-01\n2,2024-12-01\n");
  const path = await shop.file("days/2.csv", "order_id,order_date\n3,25/12/2024\n");
  const origin = { kind: "folder" as const, path: join(path, "..") };
  const added = await addSource(shop.services)(
    { ...input(path, ["orders"]), origin, name: "Daily orders" },
    call,
  );
  expect(added.source).toMatchObject({ id: "daily-orders", mode: "append" });
  expect((await shop.services.workspaces.mapping(shop.directory, "daily-orders"))?.formats).toEqual(
    { order_date: "dmy" },
  );
});

test("suggest writes nothing", async () => {
  const path = await shop.file("sales.csv", WIDE);
  const proposal = await suggestSource(shop.services)(input(path, [...ALL]), call);
  expect(proposal).toMatchObject({ complete: true, header_row: 1, unused_headers: [] });
  expect((await shop.services.workspaces.open(shop.directory)).sources).toEqual([]);
});

test("check reports what changed since the mapping was made", async () => {
  const path = await shop.file(
    "orders.csv",
    "order_id,order_date,status,total\n1,2024-12-01,paid,5.00\n2,2024-12-02,paid,6.00\n",
  );
  await addSource(shop.services)(input(path, ["orders"]), call);
  expect(await checkSource(shop.services)({ id: "orders" }, call)).toMatchObject({
    readable: true,
    rows: 2,
    findings: [],
  });
  await shop.file(
    "orders.csv",
    "order_id,bought,status,total\n1,2024-12-01,paid,5.00\n2,2024-12-02,paid,many\n",
  );
  const check = await checkSource(shop.services)({ id: "orders" }, call);
  expect(check.findings.map(({ kind, severity }) => [kind, severity])).toEqual([
    ["missing_column", "error"],
    ["unreadable_values", "warn"],
  ]);
});

test("check answers for a file that is gone instead of failing", async () => {
  const path = await shop.file("orders.csv", "order_id,order_date\n1,2024-12-01\n2,2024-12-02\n");
  await addSource(shop.services)(input(path, ["orders"]), call);
  const workspace = await shop.services.workspaces.open(shop.directory);
  const moved = workspace.sources.map((s) => ({
    ...s,
    origin: { ...s.origin, path: `${path}.gone` },
  }));
  await shop.services.workspaces.save(shop.directory, { ...workspace, sources: moved });
  expect(await checkSource(shop.services)({ id: "orders" }, call)).toMatchObject({
    readable: false,
    rows: null,
  });
});

test("preview shows raw beside typed with the address of the row", async () => {
  const path = await shop.file(
    "orders.csv",
    "Nr;Bestelldatum;Gesamtbetrag\n1;24.12.2024;1.234,50 €\n\n2;31.12.2024;x\n",
  );
  await addSource(shop.services)(
    input(path, ["orders"], { map: [{ column: "order_id", headers: ["Nr"] }] }),
    call,
  );
  const preview = await previewSource(shop.services)({ id: "orders", limit: 20 }, call);
  const at = preview.columns.findIndex((c) => c.column === "total_amount");
  expect(preview.rows.map((row) => [row.address, row.cells[at]])).toEqual([
    ["A2", { raw: "1.234,50 €", typed: "1234.5000", problem: null }],
    ["A4", { raw: "x", typed: null, problem: "cannot be read as comma" }],
  ]);
  const when = preview.columns.findIndex((c) => c.column === "ordered_at");
  expect(preview.rows[0]?.cells[when]).toMatchObject({ raw: "24.12.2024", problem: null });
  expect(preview).toMatchObject({ rows_total: 2, rows_disappearing: 0 });
});

test("remove marks the source, undo brings it back, and neither is done twice", async () => {
  const path = await shop.file("orders.csv", "order_id,order_date\n1,2024-12-01\n2,2024-12-02\n");
  await addSource(shop.services)(input(path, ["orders"]), call);
  expect(await removeSource(shop.services)({ id: "orders", undo: false }, call)).toEqual({
    id: "orders",
    rows_leaving: { orders: 0 },
    restored: false,
  });
  expect(await listSources(shop.services)({}, call)).toMatchObject([
    { id: "orders", state: "removed" },
  ]);
  expect(
    (await refused(removeSource(shop.services)({ id: "orders", undo: false }, call))).code,
  ).toBe("conflict");
  await removeSource(shop.services)({ id: "orders", undo: true }, call);
  expect(await listSources(shop.services)({}, call)).toMatchObject([
    { id: "orders", state: "new", rows: null },
  ]);
  expect(
    (await refused(removeSource(shop.services)({ id: "ordrs", undo: false }, call))).hint,
  ).toContain("orders");
});

test("changing a format or a column saves the next version and keeps the first", async () => {
  const path = await shop.file(
    "orders.csv",
    "order_id,order_date,paid\n1,25/12/2024,x\n2,26/12/2024,y\n",
  );
  await addSource(shop.services)(input(path, ["orders"]), call);
  const headers = ["order_id", "order_date", "paid"];
  const change = {
    id: "orders",
    map: [{ column: "channel", headers: ["paid"] }],
    defaults: [],
    formats: [{ column: "ordered_at", format: "mdy" as const }],
  };
  const saved = await changeMapping(shop.services, change, headers);
  expect(saved).toMatchObject({
    version: 2,
    formats: { order_date: "mdy" },
    entities: { orders: { columns: { channel: ["paid"], order_id: ["order_id"] } } },
  });
  expect(
    (await shop.services.workspaces.mappings(shop.directory, "orders")).map(
      (m) => m.formats["order_date"],
    ),
  ).toEqual(["dmy", "mdy"]);
  expect((await refused(changeMapping(shop.services, change, headers))).code).toBe("usage");
});
