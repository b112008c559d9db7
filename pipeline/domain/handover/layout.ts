import type { HandoverTable } from "./table.ts";

/** How a table lies on disks over there, and why, in one sentence each. */
export interface Layout {
  readonly clauses: readonly string[];
  readonly why: readonly string[];
}

/** A copy on every node costs little below this many rows. */
const SMALL = 1_000_000;

/** The first of these that a table has is the time it is asked by. */
const TIMES = ["date_key", "shipped_date_key", "month_key"];
const timeOf = ({ columns }: HandoverTable): string | undefined =>
  TIMES.find((time) => columns.some(({ name }) => name === time));

const isFact = ({ schema, name }: HandoverTable): boolean =>
  schema === "gold" && name.startsWith("fact_");

const quoted = (columns: readonly string[]): string => columns.map((c) => `"${c}"`).join(", ");

/** Each clause on a line of its own, so that what is left without them is what PostgreSQL knows too. */
export function redshiftLayout(table: HandoverTable): Layout {
  const spread = distribution(table);
  const sort = (isFact(table) ? [timeOf(table)].filter((time) => time !== undefined) : table.key)
    .filter((column) => table.columns.some(({ name }) => name === column))
    .slice(0, 4);
  if (sort.length === 0) return spread;
  const why = isFact(table)
    ? `Sorted by ${sort[0]}: questions about a period skip the blocks of all others.`
    : "Sorted by its key: it is looked up and joined by that.";
  return {
    clauses: [...spread.clauses, `sortkey (${quoted(sort)})`],
    why: [...spread.why, why],
  };
}

function distribution(table: HandoverTable): Layout {
  const byOrder = table.columns.some(({ name }) => name === "order_key");
  if (isFact(table) && byOrder) {
    return {
      clauses: ["diststyle key", 'distkey ("order_key")'],
      why: ["Spread by order_key: facts are joined by the order, which then needs no transfer."],
    };
  }
  if (table.rows > SMALL || isFact(table)) {
    return {
      clauses: ["diststyle even"],
      why: ["Spread evenly: no join needs its rows together."],
    };
  }
  return {
    clauses: ["diststyle all"],
    why: [`On every node: ${table.rows} rows, joined without transfer.`],
  };
}

/** What BigQuery can cluster by. */
const CLUSTERS = /^(?:BOOLEAN|SMALLINT|INTEGER|BIGINT|DATE|TIMESTAMP|VARCHAR|DECIMAL\(.*\))$/;

export function bigqueryLayout(table: HandoverTable): Layout {
  const time = timeOf(table);
  const wanted = isFact(table)
    ? [...(time === undefined ? [] : [time]), ...table.references.map(({ column }) => column)]
    : table.key;
  const columns = [...new Set(wanted)]
    .filter((name) => table.columns.some((c) => c.name === name && CLUSTERS.test(c.type)))
    .slice(0, 4);
  if (columns.length === 0) return { clauses: [], why: [] };
  const month = table.columns.find(({ name }) => name.endsWith("month_key"))?.name;
  const parts =
    isFact(table) && month !== undefined
      ? [
          "Not partitioned: partitions of a shop's size are too small to help. From some ten gigabytes on, make it",
          `anew with: partition by range_bucket(\`${month}\`, generate_array(200001, 210001, 1))`,
        ]
      : [];
  return {
    clauses: [`cluster by ${columns.map((c) => `\`${c}\``).join(", ")}`],
    why: [`Clustered by ${columns.join(", ")}: what it is filtered and joined by.`, ...parts],
  };
}
