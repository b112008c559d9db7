import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addSource } from "#app/sources/index.ts";
import { ENTITY_NAMES } from "#domain/entities.ts";
import { generateSampleShop } from "#resources/sample-shop/generate.ts";
import { call, input, openWorkspace, type TestWorkspace } from "./workspace.ts";

let shop: TestWorkspace;
beforeEach(async () => {
  shop = await openWorkspace();
});
afterEach(async () => {
  await shop.close();
});

/** What a person would map the sample's headers to, for the columns whose names differ from ours. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  customers: { customer_id: "Customer No", name: "Full Name", birth_date: "Date of Birth" },
  products: { product_id: "SKU", name: "Product Name" },
  orders: {
    customer_id: "Customer No",
    status: "Order Status",
    channel: "Sales Channel",
    total_amount: "Order Total",
  },
  order_items: { line_number: "Line No", product_id: "SKU" },
  payments: { method: "Payment Method", status: "Payment Status" },
  shipments: { cost: "Shipping Cost" },
  reviews: { product_id: "SKU", customer_id: "Customer No", body: "Review Text" },
  inventory: { product_id: "SKU" },
};

test("the eight files of the sample shop, dirt included, are connected without a question", async () => {
  const folder = join(shop.directory, "..", "files");
  const { files } = await generateSampleShop({
    folder,
    seed: 20_240_501,
    scale: 0.02,
    until: "2026-10-31",
  });
  for (const entity of ENTITY_NAMES) {
    const path = files[entity] as string;
    const added = await addSource(shop.services)(input(path, [entity]), call);
    const mapping = await shop.services.workspaces.mapping(shop.directory, added.source.id);
    const columns = mapping?.entities[entity]?.columns ?? {};
    expect(mapping?.entities[entity]?.fold, entity).toBe(false);
    expect(added.proposal.unused_headers, entity).toEqual([]);
    for (const [column, headers] of Object.entries(columns)) {
      const plain = headers.join("+").toLowerCase().replaceAll(" ", "_");
      expect(RENAMED[entity]?.[column] ?? plain, `${entity}.${column}`).toBe(
        RENAMED[entity]?.[column] ? headers.join("+") : column,
      );
    }
  }
});
