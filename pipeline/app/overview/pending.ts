import type { Services } from "#app/services.ts";
import type { Waiting } from "#contract/overview.ts";
import { activeDecisions } from "#domain/quality/decisions.ts";
import { counted } from "#domain/quality/sentences.ts";
import { waiverText } from "#domain/run/waiver.ts";
import type { Build } from "#domain/run/build.ts";
import type { Facts } from "./facts.ts";

/** What people changed since the newest build: it counts from the next run on. */
export async function waitingForRun(services: Services, facts: Facts): Promise<Waiting[]> {
  const { build, sources } = facts;
  if (!build) return firstRun(facts);
  const parts = [...sourceChanges(facts, build), ...(await decisionChanges(services, build))];
  if (parts.length === 0 || sources.length === 0) return [];
  return [
    {
      id: "pending",
      severity: "info",
      text: `The next run takes over: ${parts.join(", ")}.`,
      since: null,
      action: { kind: "run", target: null },
    },
  ];
}

function firstRun({ sources, run }: Facts): Waiting[] {
  if (sources.length === 0 || run !== null) return [];
  return [
    {
      id: "first-run",
      severity: "info",
      text: `${counted(sources.length, "source")} connected and not read yet. The first run reads them and publishes nothing by itself.`,
      since: null,
      action: { kind: "run", target: null },
    },
  ];
}

function sourceChanges({ sources, workspace }: Facts, build: Build): string[] {
  const fresh = sources.filter(({ source }) => build.mappings[source.id] === undefined);
  const mapped = sources.filter(
    ({ source, mapping }) =>
      build.mappings[source.id] !== undefined && build.mappings[source.id] !== mapping?.version,
  );
  const gone = workspace.sources.filter(
    ({ id, removed_at }) => removed_at !== undefined && build.mappings[id] !== undefined,
  );
  const accepted = sources.filter(({ held }) => held?.accepted !== undefined);
  const corrected = sources.filter(({ source, batches }) => {
    const applied = new Set(build.batches[source.id]);
    return applied.size > 0 && batches.some((batch) => !applied.has(batch.batch_id));
  });
  const names = (list: readonly { source: { name: string } }[]): string =>
    list.map(({ source }) => source.name).join(" and ");
  return [
    ...(fresh.length > 0 ? [`${names(fresh)}, newly connected`] : []),
    ...(mapped.length > 0 ? [`the changed columns of ${names(mapped)}`] : []),
    ...(accepted.length > 0 ? [`the read of ${names(accepted)} that you kept`] : []),
    ...(corrected.length > 0 ? [`corrections in ${names(corrected)}`] : []),
    ...(gone.length > 0 ? [`the removal of ${gone.map(({ name }) => name).join(" and ")}`] : []),
  ];
}

async function decisionChanges(services: Services, build: Build): Promise<string[]> {
  const today = services.clock.now().toISOString().slice(0, 10);
  const now = activeDecisions(await services.decisions.all(), today).map(waiverText);
  const before = new Set(build.waivers);
  const after = new Set(now);
  const made = now.filter((text) => !before.has(text)).length;
  const ended = build.waivers.filter((text) => !after.has(text)).length;
  return [
    ...(made > 0 ? [counted(made, "waived row")] : []),
    ...(ended > 0 ? [`${counted(ended, "waive")} that ended`] : []),
  ];
}
