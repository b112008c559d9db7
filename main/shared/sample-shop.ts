import { join } from "node:path";
import { ENTITY_NAMES } from "#domain/entities.ts";
import type { EntityName } from "#domain/entities.ts";

/** Writes the sample shop into `<workspace>/sample` and names its files; the generator is loaded only then. */
export async function sampleShop(
  directory: string,
  options: { readonly scale: number; readonly until?: string },
): Promise<readonly { readonly entity: EntityName; readonly path: string }[]> {
  const { generateSampleShop } = await import("#resources/sample-shop/generate.ts");
  const shop = await generateSampleShop({ folder: join(directory, "sample"), ...options });
  return ENTITY_NAMES.map((entity) => ({ entity, path: shop.files[entity] }));
}
