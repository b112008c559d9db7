import type { RunResult } from "#contract/runs.ts";
import { ENTITY_NAMES } from "#domain/entities.ts";
import { buildId } from "#domain/run/build.ts";
import type { Build } from "#domain/run/build.ts";
import type { QualityResult } from "#domain/quality/results.ts";
import { fillText, findingSentence } from "#domain/quality/sentences.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { DerivedBuild } from "./build-steps.ts";
import { checkBuild } from "./check-build.ts";
import type { RunContext } from "./context.ts";
import { changeOf, feedIdentity, sourcesOf } from "./context.ts";
import type { SourceRead } from "./ingest.ts";
import { heldFindings, missingFindings } from "./results.ts";
import type { RunRequest } from "./run-types.ts";
import { secondsBetween } from "./run-types.ts";
import { waiverText } from "#domain/run/waiver.ts";

/** Checks the draft, makes it durable, writes its manifest: from there on the build exists. */
export async function closeBuild(
  context: RunContext,
  derived: DerivedBuild,
  reads: Record<string, SourceRead>,
  request: RunRequest,
): Promise<RunResult> {
  void request;
  const { services } = context;
  context.progress({ step: "checks", label: "Checking", fraction: 0.84 });
  const quality = await checkBuild(context, derived.rows);
  await countChanged(context, reads);
  const kpis = await readKpis(context);
  const inferred = await countInferred(context, derived);
  context.progress({ step: "close", label: "Saving the build", fraction: 0.9 });
  const bytes = await context.draft.finish();
  const finished = services.clock.now().toISOString();
  const result = resultOf(context, derived, reads, quality, inferred, finished);
  await services.builds.close(manifestOf(context, derived, result, kpis, bytes));
  services.journal().recordChecks(context.run_id, context.as_of, quality.results);
  const published = await services.publisher.current();
  await services.builds.prune(2, published ? [published.build_id] : []);
  return result;
}

function resultOf(
  context: RunContext,
  derived: DerivedBuild,
  reads: Record<string, SourceRead>,
  quality: QualityResult,
  inferred: Readonly<Record<string, number>>,
  finished: string,
): RunResult {
  const rows = (table: string): number => derived.rows[table] ?? 0;
  const gold = context.catalogue.models.filter((model) => model.layer === "gold");
  const { score, checks, passed, warned, failed, skipped, not_applicable } = quality;
  return {
    run_id: context.run_id,
    build_id: buildId(context.run),
    status: quality.holding.length > 0 ? "held" : "succeeded",
    published: false,
    started_at: context.started_at,
    finished_at: finished,
    layers: {
      bronze: reads,
      silver: Object.fromEntries(
        ENTITY_NAMES.filter((e) => sourcesOf(context.sources, e).length > 0).map((entity) => [
          entity,
          {
            rows: rows(`silver.${entity}`),
            quarantined: rows(`quarantine.${entity}`),
            duplicates: rows(`superseded.${entity}`),
          },
        ]),
      ),
      gold: Object.fromEntries(
        gold.map((model) => [
          model.name,
          { rows: rows(model.table), inferred: inferred[model.name] ?? 0 },
        ]),
      ),
    },
    quality: { score, checks, passed, warned, failed, skipped, not_applicable },
    seconds: secondsBetween(context.started_at, finished),
    findings: [
      ...quality.results
        .filter((check) => check.holds)
        .map((check) => ({
          kind: "check_failed",
          severity: "error" as const,
          text: findingSentence(check),
          action: fillText(check.todo, {}),
          count: check.rows_failed,
        })),
      ...heldFindings(context.sources),
      ...missingFindings(context.sources),
      ...context.sources.flatMap(({ drift }) => drift),
    ],
  };
}

function manifestOf(
  context: RunContext,
  derived: DerivedBuild,
  result: RunResult,
  kpis: Build["kpis"],
  bytes: number,
): Build {
  const { sources, workspace } = context;
  return {
    build_id: buildId(context.run),
    run: context.run,
    run_id: context.run_id,
    parent: context.parent?.build_id ?? null,
    status: result.status === "held" ? "held" : "succeeded",
    closed_at: result.finished_at,
    as_of: context.as_of,
    engine: context.draft.engine_version,
    bytes,
    workspace: { time_zone: workspace.time_zone, currency: workspace.currency },
    batches: Object.fromEntries(
      sources.map((s) => [s.source.id, s.batches.map((batch) => batch.batch_id)]),
    ),
    feeds: Object.fromEntries(
      ENTITY_NAMES.map((entity) => [entity, sourcesOf(sources, entity).map(feedIdentity)]),
    ),
    mappings: Object.fromEntries(sources.map((s) => [s.source.id, s.mapping.version])),
    waivers: context.waivers.map(waiverText),
    keys: derived.keys,
    models: Object.fromEntries(context.catalogue.models.map((m) => [m.table, m.hash])),
    rows: derived.rows,
    kpis,
    fingerprints: fingerprints(context),
    summary: JSON.parse(JSON.stringify(result)),
  };
}

/**
 * What tells a published table from the parent's without reading it: an unchanged table keeps the
 * fingerprint of the build that last wrote it.
 */
function fingerprints(context: RunContext): Record<string, string> {
  const before = context.parent?.fingerprints ?? {};
  return Object.fromEntries(
    context.catalogue.models.map((model) => {
      const unchanged = changeOf(context, model.table).kind === "none";
      const earlier = unchanged ? before[model.table] : undefined;
      return [model.table, earlier ?? `${buildId(context.run)} ${model.hash}`];
    }),
  );
}

/** KPIs of every report as exact text, for diff and publish. */
async function readKpis(context: RunContext): Promise<Build["kpis"]> {
  const kpis: Record<string, Record<string, string | null>> = {};
  for (const model of context.catalogue.models) {
    const list = model.report?.kpis ?? [];
    if (list.length === 0) continue;
    const columns = list.map((k) => `(${k.expression})::varchar as ${quoteIdentifier(k.name)}`);
    const [row] = await context.session.rows<Record<string, string | null>>(
      `select ${columns.join(", ")} from ${model.table}`,
    );
    kpis[model.name] = { ...row };
  }
  return kpis;
}

async function countInferred(
  context: RunContext,
  derived: DerivedBuild,
): Promise<Record<string, number>> {
  const names = ["dim_customers", "dim_products"].filter((n) => `gold.${n}` in derived.rows);
  const counts: Record<string, number> = {};
  for (const name of names) {
    const [row] = await context.session.rows<{ n: string }>(
      `select count(*) as n from gold.${name} where is_inferred`,
    );
    counts[name] = Number(row?.n ?? 0);
  }
  return counts;
}

/** A delete and an insert with the same silver key are one changed row, not two. */
async function countChanged(context: RunContext, reads: Record<string, SourceRead>): Promise<void> {
  for (const state of context.sources) {
    const read = reads[state.source.id];
    if (!read || read.rows_new === 0 || read.rows_deleted === 0) continue;
    const entities = Object.keys(state.mapping.entities);
    const entity = entities.includes("order_items") ? "order_items" : entities[0];
    const change = changeOf(context, `silver.${entity}`);
    if (change.kind !== "delta") continue;
    const model = context.catalogue.models.find((m) => m.table === `silver.${entity}`);
    const key = (model?.key ?? []).map(quoteIdentifier).join(", ");
    const [row] = await context.session.rows<{ n: string }>(
      `select count(*) as n from (select ${key} from ${change.table} group by ${key}
having count(*) filter (where _sign = 1) > 0 and count(*) filter (where _sign = -1) > 0)`,
    );
    const changed = Math.min(Number(row?.n ?? 0), read.rows_new, read.rows_deleted);
    read.rows_changed = changed;
    read.rows_new -= changed;
    read.rows_deleted -= changed;
  }
}
