import { expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import { entityList, headerList, type SourceFlags, sourceInput } from "./source-flags.ts";
import { fakeHost } from "./testing.ts";

const { host } = fakeHost();
const input = (flags: SourceFlags, entities = "orders") =>
  sourceInput(entities, { csv: "orders.csv", ...flags }, host);

/** The code and message of what a call throws. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`;
  }
  return "not refused";
}

test("flags become the input of the contract, and what was not said is left out", () => {
  expect(input({})).toEqual({
    entities: ["orders"],
    origin: { kind: "csv", path: "/shop/orders.csv" },
    map: [],
    defaults: [],
    formats: [],
    read: {},
  });
  expect(
    sourceInput(
      "orders, order_items,orders",
      {
        jsonFile: "/data/o.json",
        name: "Orders",
        mode: "append",
        map: ['order_id="Order ID"', "orders.ordered_at=Date|Time", "customer_id=a=b"],
        default: ["order_items.quantity=1"],
        format: ["ordered_at=dmy"],
        headerRow: 3,
        range: "B3:H",
        delimiter: "tab",
        encoding: "windows-1252",
        tz: "Europe/Berlin",
        sameKeys: true,
        keyPrefix: "de-",
        pricesIncludeTax: true,
      },
      host,
    ),
  ).toEqual({
    entities: ["orders", "order_items"],
    origin: { kind: "json", path: "/data/o.json" },
    name: "Orders",
    mode: "append",
    map: [
      { column: "order_id", headers: ["Order ID"] },
      { entity: "orders", column: "ordered_at", headers: ["Date", "Time"] },
      { column: "customer_id", headers: ["a=b"] },
    ],
    defaults: [{ entity: "order_items", column: "quantity", value: "1" }],
    formats: [{ column: "ordered_at", format: "dmy" }],
    read: { header_row: 3, range: "B3:H", delimiter: "\t", encoding: "windows-1252" },
    time_zone: "Europe/Berlin",
    same_keys: true,
    key_prefix: "de-",
    prices_include_tax: true,
  });
});

test("a bar inside a header is written with a backslash", () => {
  expect(headerList(String.raw`First|"Last \| Family"|`)).toEqual(["First", "Last | Family"]);
});

test.each([
  ["an unknown entity", () => entityList("orders,returns"), 'usage: There is no entity "returns".'],
  [
    "an unknown entity in --map",
    () => input({ map: ["returns.id=x"] }),
    'usage: There is no entity "returns".',
  ],
  [
    "a map without header",
    () => input({ map: ["order_id="] }),
    "usage: --map order_id= is not of the form column=…",
  ],
  [
    "a map without column",
    () => input({ map: ["=Order"] }),
    "usage: --map =Order is not of the form column=…",
  ],
  [
    "an unknown format",
    () => input({ format: ["ordered_at=ymd"] }),
    'usage: There is no format "ymd".',
  ],
  ["an unknown mode", () => input({ mode: "delta" }), 'usage: There is no mode "delta".'],
  ["two places", () => input({ folder: "exports" }), "usage: A source is read from one place."],
  [
    "no place",
    () => sourceInput("orders", {}, host),
    "usage: It is not said where the source is read from.",
  ],
])("%s is refused and says so", (_name, call, message) => {
  expect(refusal(call)).toBe(message);
});
