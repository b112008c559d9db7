import type { CheckSql } from "#ports/checks.ts";
import { AppError } from "#domain/errors.ts";
import { inParallel } from "#domain/in-parallel.ts";

/** A select of one number, by a name of its own. */
export interface Question {
  readonly name: string;
  readonly select: string;
}

/** The number a select gave, 0 where it gave none, or why it could not run. */
export type Answers = ReadonlyMap<string, number | Error>;

/** So many in one statement: planning them together costs half of planning each. */
const TOGETHER = 12;

/** Cancelling ends everything; every other error belongs to the question that caused it. */
export function ownError(error: unknown): Error {
  if (error instanceof AppError && error.code === "cancelled") throw error;
  return error instanceof Error ? error : new Error(String(error));
}

/** The number a single question asks for. */
export async function ask(sql: CheckSql, select: string): Promise<number> {
  const [row] = await sql.rows(`select cast(n as bigint) as n from (${select}) as q(n)`);
  return Number(row?.["n"] ?? 0);
}

/** Asks many cheap questions in few statements. */
export async function askTogether(
  connections: readonly CheckSql[],
  questions: readonly Question[],
): Promise<Answers> {
  const groups: Question[][] = [];
  for (let at = 0; at < questions.length; at += TOGETHER) {
    groups.push(questions.slice(at, at + TOGETHER));
  }
  const found = await inParallel(connections, groups, askGroup);
  return new Map(found.flat());
}

async function askGroup(
  sql: CheckSql,
  group: readonly Question[],
): Promise<[string, number | Error][]> {
  try {
    const arms = group.map(
      ({ select }, place) =>
        `select ${place} as place, cast(n as bigint) as n from (${select}) as q(n)`,
    );
    const rows = await sql.rows(arms.join("\nunion all\n"));
    const numbers = new Map(rows.map((row) => [Number(row["place"]), Number(row["n"])]));
    return group.map(({ name }, place) => [name, numbers.get(place) ?? 0]);
  } catch (error) {
    const problem = ownError(error);
    if (group.length === 1) return group.map(({ name }) => [name, problem]);
    const each: [string, number | Error][] = [];
    for (const question of group) each.push(...(await askGroup(sql, [question])));
    return each;
  }
}
