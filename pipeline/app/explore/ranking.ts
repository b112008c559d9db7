import type { Kept } from "#ports/read-pool.ts";
import type { SqlSession, SqlValue } from "#ports/warehouse.ts";

/** Row numbers of a selection in its order, in a table of the engine's memory. */
export interface RankedRows {
  readonly table: string;
}

/** 80 MB each at ten million rows. */
const KEPT = 2;

/**
 * Sorts or filters a whole table once, so that every further page of it is a range. The newest two selections
 * are kept.
 */
export async function rankedRows(
  session: SqlSession,
  kept: Kept,
  key: string,
  select: { readonly sql: string; readonly values: readonly SqlValue[] },
): Promise<RankedRows> {
  const all = rankings(kept);
  const known = all.get(key);
  if (known) return known;
  const number = Number(kept.get("rankings made") ?? 0) + 1;
  kept.set("rankings made", number);
  const making = make(session, `memory.main.ranking_${number}`, select);
  all.set(key, making);
  try {
    await making;
  } catch (error) {
    all.delete(key);
    throw error;
  }
  await dropOldest(session, all);
  return making;
}

function rankings(kept: Kept): Map<string, Promise<RankedRows>> {
  const known = kept.get("rankings") as Map<string, Promise<RankedRows>> | undefined;
  if (known) return known;
  const made = new Map<string, Promise<RankedRows>>();
  kept.set("rankings", made);
  return made;
}

async function make(
  session: SqlSession,
  table: string,
  select: { readonly sql: string; readonly values: readonly SqlValue[] },
): Promise<RankedRows> {
  await session.run(`create table ${table} as ${select.sql}`, select.values);
  return { table };
}

async function dropOldest(
  session: SqlSession,
  all: Map<string, Promise<RankedRows>>,
): Promise<void> {
  for (const [key, ranked] of [...all].slice(0, -KEPT)) {
    all.delete(key);
    const { table } = await ranked;
    await session.run(`drop table if exists ${table}`);
  }
}
