import type { SilverShape } from "#domain/snowflake/silver.ts";
import { snowflakeText } from "#domain/snowflake/names.ts";
import type { CloudContext } from "./context.ts";

/** Clears the bits of waived rules in a typed table; a waiver is `source|hash|occurrence|rule`. */
export async function applyWaivers(
  { cloud, databases, build }: CloudContext,
  shape: SilverShape,
  table: string,
): Promise<void> {
  const all = (1n << BigInt(shape.rules.length)) - 1n;
  const keep = new Map<string, bigint>();
  for (const text of build.waivers) {
    const [source, hash, occurrence, rule] = text.split("|") as [string, string, string, string];
    const bit = shape.rules.findIndex(({ name }) => name === rule);
    if (bit < 0) continue;
    const where = `s._source_id = ${snowflakeText(source)} and s._row_hash = ${BigInt(hash)} and s._occurrence = ${Number(occurrence)}`;
    keep.set(where, (keep.get(where) ?? all) & ~(1n << BigInt(bit)));
  }
  for (const [where, mask] of keep) {
    await cloud.run(
      `update ${databases.draft}.typed.${table} as s set _broken = bitand(s._broken, ${mask}) where ${where}`,
    );
  }
}
