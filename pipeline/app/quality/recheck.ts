import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { rowKey } from "#domain/quality/decisions.ts";
import { compareRow } from "#domain/quality/recheck.ts";
import type { CorrectedRow, PatchWriter } from "#ports/checks-patch.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { type CurrentRow, currentRows } from "./current-cells.ts";
import { judgedAlone, judgeRows } from "./judge-rows.ts";
import { newestBuild, withBuild } from "./open-build.ts";
import { lakePatches } from "./patches.ts";
import { type AsideRow, chosenRows, rowRules, type RowRuleCheck } from "./quarantine-rows.ts";
import { waivedRules } from "./readmit.ts";
import { openSource, type SourceRows, storedRows, type StoredRow } from "./stored-cells.ts";

/** What a re-check found out about rows of one source and entity. */
interface Found {
  readonly source_id: string;
  readonly corrected: readonly CorrectedRow[];
  readonly still_broken: number;
  readonly gone: number;
  /** Something differs that only a full read can take over. */
  readonly needs_run: boolean;
}

interface Rules {
  readonly rules: ReadonlyMap<string, RowRuleCheck>;
  readonly waived: ReadonlySet<string>;
}

/** Headers of the cells that a row's broken rules point at. */
function blamedHeaders(
  row: AsideRow,
  { mapping }: SourceRows,
  { rules }: Rules,
): ReadonlySet<string> {
  const columns = row.reasons.flatMap((rule) => rules.get(`${row.entity}.${rule}`)?.column ?? []);
  const mapped = mapping.entities[row.entity]?.columns ?? {};
  return new Set(columns.flatMap((column) => mapped[column] ?? []));
}

/** Stored rows with the cells they have now, judged anew. */
async function judgeChanged(
  services: Services,
  session: SqlSession,
  source: SourceRows,
  changed: readonly {
    readonly aside: AsideRow;
    readonly stored: StoredRow;
    readonly now: CurrentRow;
  }[],
  { waived }: Rules,
): Promise<readonly CorrectedRow[]> {
  const [first] = changed;
  if (!first) return [];
  const rows = changed.map(({ stored, now }) => ({ ...stored, cells: now.cells ?? {} }));
  const judged = await judgeRows(services, session, source, first.aside.entity, rows);
  return changed.flatMap(({ stored, now }) => {
    const key = rowKey(stored.identity);
    const broken = judged.get(key)?.broken;
    const passes = broken?.every((rule) => waived.has(`${key}|${rule}`)) ?? false;
    return passes ? [{ identity: stored.identity, row: now.row, cells: now.cells ?? {} }] : [];
  });
}

async function recheckGroup(
  services: Services,
  session: SqlSession,
  rows: readonly AsideRow[],
  rules: Rules,
  signal: AbortSignal | undefined,
): Promise<Found> {
  const { source_id, entity } = rows[0] as AsideRow;
  const nothing = { source_id, corrected: [], still_broken: 0, gone: 0 };
  const source = await openSource(services, source_id);
  const stored = await storedRows(services, session, source, rows);
  const current = await currentRows(services, source, [...stored.values()], signal);
  if (current === null || !judgedAlone(source, entity)) {
    return { ...nothing, still_broken: rows.length, needs_run: true };
  }
  const compared = rows.flatMap((aside) => {
    const before = stored.get(rowKey(aside));
    const now = current.get(rowKey(aside));
    if (!before || !now) return [];
    const blamed = blamedHeaders(aside, source, rules);
    const state = compareRow(source.headers, blamed, before.cells, now.cells);
    return [{ aside, stored: before, now, state }];
  });
  const of = (state: string) => compared.filter((one) => one.state === state);
  const corrected = await judgeChanged(services, session, source, of("changed"), rules);
  const gone = of("gone").length + rows.length - compared.length;
  return {
    source_id,
    corrected,
    still_broken: rows.length - corrected.length - gone,
    gone,
    needs_run: of("elsewhere").length > 0 || gone > 0,
  };
}

/** One batch per source; a row that feeds several tables is in it once. */
async function commitAll(
  patches: PatchWriter | null,
  found: readonly Found[],
): Promise<{ readonly batch_ids: string[]; readonly needs_run: string[] }> {
  const batch_ids: string[] = [];
  const needs_run: string[] = [];
  for (const [source_id, group] of Map.groupBy(found, (one) => one.source_id)) {
    const all = group.flatMap(({ corrected }) => corrected);
    const rows = new Map(all.map((row) => [rowKey(row.identity), row]));
    if (rows.size > 0 && patches)
      batch_ids.push(...(await patches.commit(source_id, [...rows.values()])));
    const untaken = rows.size > 0 && patches === null;
    if (untaken || group.some((one) => one.needs_run)) needs_run.push(source_id);
  }
  return { batch_ids, needs_run };
}

const sum = (found: readonly Found[], count: (one: Found) => number): number =>
  found.reduce((total, one) => total + count(one), 0);

/**
 * Looks at rows that are set aside where they stand in their source now. A row counts as corrected only if
 * the header and all its other cells are as stored and it breaks no rule any more.
 */
export function recheckWith(
  openPatches: (services: Services, session: SqlSession) => PatchWriter | null,
): Handler<"quarantine", "recheck"> {
  return (services) => async (input, call) => {
    const build = await newestBuild(services);
    const rules = { rules: await rowRules(services), waived: await waivedRules(services) };
    return withBuild(services, build.build_id, call.signal, async (session) => {
      const rows = await chosenRows(session, input);
      const groups = [...Map.groupBy(rows, (row) => `${row.entity} ${row.source_id}`).values()];
      const found: Found[] = [];
      for (const [index, group] of groups.entries()) {
        const label = `Looking at ${group[0]?.source_id ?? ""} again`;
        call.progress({ step: "recheck", label, fraction: index / groups.length });
        found.push(await recheckGroup(services, session, group, rules, call.signal));
      }
      return {
        checked: rows.length,
        corrected: sum(found, (one) => one.corrected.length),
        still_broken: sum(found, (one) => one.still_broken),
        gone: sum(found, (one) => one.gone),
        ...(await commitAll(openPatches(services, session), found)),
      };
    });
  };
}

/** Stores corrections in the lake; the next run takes them over. */
export const recheck = recheckWith(lakePatches);
