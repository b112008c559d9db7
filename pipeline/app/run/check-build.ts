import { ENTITY_NAMES } from "#domain/entities.ts";
import type { EntityName } from "#domain/entities.ts";
import { definedChecks } from "#domain/quality/catalogue.ts";
import type { DeclaredColumns, EntityCounts } from "#domain/quality/judge.ts";
import type { QualityResult } from "#domain/quality/results.ts";
import { buildId } from "#domain/run/build.ts";
import type { DerivedBuild } from "./build-steps.ts";
import type { RunContext } from "./context.ts";
import { silverModel, sourcesOf } from "./context.ts";

/** Evaluates every defined check on the draft. */
export async function checkBuild(
  context: RunContext,
  derived: DerivedBuild,
): Promise<QualityResult> {
  const { services, session } = context;
  const connected = ENTITY_NAMES.filter((e) => sourcesOf(context.sources, e).length > 0);
  const journal = services.journal();
  const last = journal.latestCheckedRun();
  const previous = last ? journal.checks(last.id) : [];
  const history = Map.groupBy(
    journal.measurements(40).filter((entry) => entry.measured !== null),
    (entry) => entry.check_id,
  );
  const counts = await Promise.all(
    connected.map(async (e) => [e, await countBroken(context, derived, e)] as const),
  );
  const carries = context.parent !== null && last?.build_id === context.parent.build_id;
  return services.checks.evaluate([session], {
    checks: definedChecks(context.catalogue.models),
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
    changed: carries && last ? { run_id: last.id, tables: changedTables(context) } : null,
    folder: services.builds.failingFolder(buildId(context.run)),
  });
}

function changedTables(context: RunContext): ReadonlySet<string> {
  const changed = [...context.changes].filter(([, change]) => change.kind !== "none");
  const names = changed.map(([table]) => table);
  const beside = names
    .filter((name) => name.startsWith("silver."))
    .flatMap((name) => [name.replace("silver.", "quarantine."), name.replace("silver.", "superseded.")]);
  return new Set([...names, ...beside]);
}

/** Rows per broken rule, from the bitmasks that parsing left in silver, superseded and quarantine. */
async function countBroken(
  context: RunContext,
  derived: DerivedBuild,
  entity: EntityName,
): Promise<EntityCounts> {
  const rows = await context.session.rows<{ mask: string; n: string }>(
    `select _broken::varchar as mask, count(*) as n from build.quarantine.${entity} group by 1
union all
select _flags::varchar, count(*) from build.silver.${entity} where _flags <> 0 group by 1
union all
select _flags::varchar, count(*) from build.superseded.${entity} where _flags <> 0 group by 1`,
  );
  const broken: Record<string, number> = {};
  for (const [index, rule] of silverModel(context, entity).rowRules.entries()) {
    const bit = 1n << BigInt(index);
    broken[rule.name] = rows
      .filter((row) => (BigInt(row.mask) & bit) !== 0n)
      .reduce((sum, row) => sum + Number(row.n), 0);
  }
  const count = (schema: string): number => derived.rows[`${schema}.${entity}`] ?? 0;
  return {
    rows_read: count("silver") + count("superseded") + count("quarantine"),
    rows_kept: count("silver"),
    rows_before: context.parent?.rows[`silver.${entity}`] ?? 0,
    broken,
  };
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
