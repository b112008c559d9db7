import { expect, test } from "vitest";
import { ENTITIES, ENTITY_NAMES } from "#domain/entities.ts";
import { profileOf } from "./fixtures/profile-of.ts";
import { LAYOUTS } from "./known-layouts.ts";
import { layoutColumn, recogniseLayout } from "./layouts.ts";

test.each(LAYOUTS.map((layout) => [layout.name, layout] as const))(
  "%s is recognised by its signature, in any order and spelling, and not without one of it",
  (_, layout) => {
    const headers = layout.signature.toReversed().map((header) => header.toUpperCase());
    expect(recogniseLayout(profileOf("t.csv", [...layout.signature, "Other"], []))?.name).toBe(
      layout.name,
    );
    const without = recogniseLayout(profileOf("t.csv", headers.slice(1), []));
    expect(without?.name).not.toBe(layout.name);
  },
);

test.each(LAYOUTS.map((layout) => [layout.name, layout] as const))(
  "%s names only columns that exist",
  (_, layout) => {
    for (const entity of ENTITY_NAMES) {
      const known = ENTITIES[entity].columns.map(({ name }) => name);
      for (const column of Object.keys(layout.entities[entity] ?? {})) {
        expect(known, `${entity}.${column}`).toContain(column);
      }
    }
  },
);

const layout = {
  name: "test export",
  signature: ["A"],
  entities: { order_items: { product_id: "Sku / Name", quantity: "Qty + Unit / Count" } },
  because: { quantity: "Counted." },
};

const column = (headers: readonly string[], rows: readonly (readonly string[])[], of: string) =>
  layoutColumn(layout as never, profileOf("t.csv", headers, rows), "order_items", of);

test("the first choice that is filled is taken, else the most filled one", () => {
  expect(column(["Sku", "Name"], [["s1", "n1"]], "product_id")?.headers).toEqual(["Sku"]);
  const mostly = [["s1", "n1"], ["", "n2"], ["", "n3"]]; // prettier-ignore
  expect(column(["Sku", "Name"], mostly, "product_id")?.headers).toEqual(["Name"]);
  const gaps = [["s1", ""], ["s2", "n2"], ["", ""]]; // prettier-ignore
  expect(column(["Sku", "Name"], gaps, "product_id")?.headers).toEqual(["Sku"]);
});

test("columns that belong together are there together or not at all", () => {
  expect(column(["qty", "unit", "Count"], [["1", "kg", "2"]], "quantity")?.headers).toEqual([
    "qty",
    "unit",
  ]);
  expect(column(["Qty", "Count"], [["1", "2"]], "quantity")?.headers).toEqual(["Count"]);
  expect(column(["Qty"], [["1"]], "quantity")).toBeNull();
  expect(column(["Qty"], [["1"]], "unit_price")).toBeNull();
});

test("the reason names the export, the columns and what is known of them", () => {
  expect(column(["qty", "unit"], [["1", "kg"]], "quantity")?.reason).toBe(
    'The column names are those of a test export, where "qty" and "unit" holds it. Counted.',
  );
  expect(column(["Name"], [], "product_id")?.reason).toBe(
    'The column names are those of a test export, where "Name" holds it.',
  );
});
