import { registration } from "#app/schedule/register.ts";
import { missedReasons, nightRuns } from "#app/schedule/state.ts";
import type { Services } from "#app/services.ts";
import type { Waiting } from "#contract/overview.ts";
import { counted } from "#domain/quality/sentences.ts";
import { type Night, nightsOf } from "#domain/schedule.ts";
import type { Facts } from "./facts.ts";

/** How the nights went; none while nothing is planned. */
export async function plannedNights(
  services: Services,
  { workspace }: Facts,
): Promise<readonly Night[]> {
  const { schedule } = workspace;
  if (schedule?.enabled !== true) return [];
  return nightsOf(
    schedule,
    nightRuns(services),
    services.clock.now(),
    await missedReasons(services),
  );
}

/** `Planned 03:30, ran 07:42; 3 missed nights became 1 run.` Null when the last run was in time. */
export function planSentence(nights: readonly Night[], run_id: string | null): string | null {
  const index = nights.findLastIndex((night) => night.run_id === run_id);
  const night = nights[index];
  if (run_id === null || night?.status !== "late") return null;
  const missed = missedBefore(nights, index);
  const planned = /^Planned [^.]+/.exec(night.text)?.[0] ?? "It ran later than planned";
  const became = missed > 0 ? `; ${counted(missed + 1, "planned night")} became 1 run` : "";
  return `${planned}${became}.`;
}

function missedBefore(nights: readonly Night[], index: number): number {
  let missed = 0;
  while (nights[index - 1 - missed]?.status === "missed") missed += 1;
  return missed;
}

/** A plan that cannot come true, and a night that was missed. */
export async function waitingPlan(
  services: Services,
  nights: readonly Night[],
  { workspace }: Facts,
): Promise<Waiting[]> {
  const { schedule } = workspace;
  if (schedule?.enabled !== true) return [];
  const { status, text } = await registration(services, workspace);
  const missed = missedBefore(nights, nights.length);
  const since =
    missed > 0 ? ` ${counted(missed, "night")} ${missed === 1 ? "was" : "were"} missed.` : "";
  if (status === "registered" && missed === 0) return [];
  return [
    {
      id: "schedule",
      severity: "warn",
      text: `${status === "registered" ? `The nightly run did not start.` : text}${since}`,
      since: schedule.enabled_since ?? null,
      action: { kind: "open_schedule", target: null },
    },
  ];
}
