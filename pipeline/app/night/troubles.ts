import type { Services } from "#app/services.ts";
import type { NightRecord } from "#domain/night/record.ts";
import { troublesFrom } from "#domain/night/troubles.ts";

/** What is wrong after a night, and what it could not look at. */
export async function troublesOf(
  services: Services,
  record: NightRecord,
): Promise<ReturnType<typeof troublesFrom>> {
  const { sources } = await services.workspaces.open(services.directory);
  const active = sources.filter(({ removed_at }) => removed_at === undefined);
  const facts = active.map(async ({ id, name }) => ({
    name,
    held: await services.bronze.held(id),
  }));
  return troublesFrom(record, await Promise.all(facts));
}
