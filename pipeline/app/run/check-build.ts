import { ENTITY_NAMES } from "#domain/entities.ts";
import type { EntityName } from "#domain/entities.ts";
import { definedChecks } from "#domain/quality/catalogue.ts";
import type { DeclaredColumns } from "#domain/quality/judge.ts";
import type { QualityResult } from "#domain/quality/results.ts";
import { buildId } from "#domain/run/build.ts";
import { inParallel } from "#domain/in-parallel.ts";
import type { EvaluationInput } from "#ports/checks.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import type { RunContext } from "./context.ts";
import { sourcesOf } from "./context.ts";

/** Evaluates every defined check on the draft; `rows` are those of its tables. */
export async function checkBuild(
  context: RunContext,
  rows: Readonly<Record<string, number>>,
): Promise<QualityResult> {
  // Three queries at once at most: a fourth would take the last worker thread of the process.
  const beside = [await context.draft.fork(), await context.draft.fork()];
  try {
    return await evaluate(context, [context.session, ...beside], rows);
  } finally {
    for (const each of beside) await each.close();
  }
}

async function evaluate(
  context: RunContext,
  connections: readonly SqlSession[],
  rows: Readonly<Record<string, number>>,
): Promise<QualityResult> {
  const { services } = context;
  const connected = ENTITY_NAMES.filter((e) => sourcesOf(context.sources, e).length > 0);
  const journal = services.journal();
  const last = journal.latestCheckedRun();
  const previous = last ? journal.checks(last.id) : [];
  const history = Map.groupBy(
    journal.measurements(40).filter((entry) => entry.measured !== null),
    (entry) => entry.check_id,
  );
  const checks = definedChecks(context.catalogue.models);
  const counts = await inParallel(connections, connected, async (sql, entity) => {
    const before = context.parent?.rows[`silver.${entity}`] ?? 0;
    return [entity, await services.checks.countBroken(sql, entity, checks, before)] as const;
  });
  const carries = context.parent !== null && last?.build_id === context.parent.build_id;
  return services.checks.evaluate(connections, {
    checks,
    connected: new Set(connected),
    entities: new Map(counts),
    columns: new Map(connected.map((e) => [e, declaredColumns(context, e)])),
    as_of: context.as_of,
    checked_at: services.clock.now().toISOString(),
    quarantine_limit: context.workspace.settings.quarantine_limit,
    previous: new Map(previous.map((result) => [result.check, result])),
    history: new Map(
      [...history].map(([id, entries]) => [
        id,
        entries.map((e) => ({ as_of: e.as_of, value: e.measured as number })),
      ]),
    ),
    changed: carries && last ? changedSince(context, last.id) : null,
    rows,
    folder: services.builds.failingFolder(buildId(context.run)),
  });
}

/** What differs from the parent build, whose checks run `run_id` made. */
function changedSince(context: RunContext, run_id: string): EvaluationInput["changed"] {
  const folder = context.services.builds.failingFolder(context.parent?.build_id ?? "");
  return { run_id, tables: changedTables(context), folder };
}

function changedTables(context: RunContext): ReadonlySet<string> {
  const changed = [...context.changes].filter(([, change]) => change.kind !== "none");
  const names = changed.map(([table]) => table);
  const beside = names
    .filter((name) => name.startsWith("silver."))
    .flatMap((name) => [
      name.replace("silver.", "quarantine."),
      name.replace("silver.", "superseded."),
    ]);
  return new Set([...names, ...beside]);
}

/** Mapped headers of an entity's sources against what their last batches had. */
function declaredColumns(context: RunContext, entity: EntityName): DeclaredColumns {
  const missing: string[] = [];
  let declared = 0;
  for (const { source, mapping, batches } of sourcesOf(context.sources, entity)) {
    const present = new Set(batches.at(-1)?.headers ?? []);
    const headers = new Set(Object.values(mapping.entities[entity]?.columns ?? {}).flat());
    declared += headers.size;
    for (const header of headers) {
      const alias = mapping.header_aliases[header];
      if (!present.has(header) && !(alias && present.has(alias))) {
        missing.push(`${source.name}: ${header}`);
      }
    }
  }
  return { declared, missing, required_missing: false };
}
