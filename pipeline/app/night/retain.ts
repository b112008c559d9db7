import type { Services } from "#app/services.ts";
import { addDays } from "#domain/schedule.ts";

const KEPT_DAYS = 90;

/** Old logs and bundles go, and builds nobody needs with the rows that failed in them. */
export async function retain(
  services: Services,
): Promise<{ readonly status: "done"; readonly text: string }> {
  const now = services.clock.now();
  const today = now.toISOString().slice(0, 10);
  const logs = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  const gone = await services.nights.retain({ logs, bundles: addDays(today, -KEPT_DAYS) });
  const current = await services.publisher.current();
  const builds = await services.builds.prune(2, current ? [current.build_id] : []);
  return { status: "done", text: `${gone} old files and ${builds.length} old builds removed.` };
}
