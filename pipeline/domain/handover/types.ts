import { AppError } from "#domain/errors.ts";

type Types = Readonly<Record<string, string>>;

const REDSHIFT: Types = {
  BOOLEAN: "boolean",
  SMALLINT: "smallint",
  INTEGER: "integer",
  BIGINT: "bigint",
  DOUBLE: "double precision",
  DATE: "date",
  TIMESTAMP: "timestamp",
};
const BIGQUERY: Types = {
  BOOLEAN: "bool",
  SMALLINT: "int64",
  INTEGER: "int64",
  BIGINT: "int64",
  DOUBLE: "float64",
  DATE: "date",
  // Ours are instants in UTC.
  TIMESTAMP: "timestamp",
  VARCHAR: "string",
};

/** Bytes a text of Redshift can have. */
const WIDEST = 65_535;
const NARROWEST = 16;

/**
 * COPY wants the very type that is in the Parquet file. A text is as wide as the longest of this version, rounded
 * up: Redshift sets memory aside by declared width, and every version is loaded into new tables.
 * @throws AppError `bad_input` for what Redshift has no type for.
 */
export function redshiftType(where: string, type: string, longest: number | null): string {
  if (type !== "VARCHAR") return REDSHIFT[type] ?? decimal(type) ?? none(where, type, "Redshift");
  const bytes = longest ?? 0;
  if (bytes > WIDEST) none(where, `a text of ${bytes} bytes`, "Redshift");
  return `varchar(${Math.min(WIDEST, 2 ** Math.ceil(Math.log2(Math.max(NARROWEST, bytes))))})`;
}

/** @throws AppError `bad_input` for what BigQuery has no type for. */
export function bigqueryType(where: string, type: string): string {
  const simple = BIGQUERY[type];
  if (simple !== undefined) return simple;
  const [, precision = 0, scale = 0] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type)?.map(Number) ?? [];
  if (precision === 0) none(where, type, "BigQuery");
  const numeric = scale <= 9 && precision - scale <= 29;
  return `${numeric ? "numeric" : "bignumeric"}(${precision}, ${scale})`;
}

function decimal(type: string): string | null {
  const found = /^DECIMAL\((\d+),(\d+)\)$/.exec(type);
  return found && `decimal(${found[1]}, ${found[2]})`;
}

function none(where: string, type: string, target: string): never {
  throw new AppError("bad_input", `${where} is ${type}, which ${target} has no column for.`, {
    hint: "Cast it in its model, run and publish, then write the scripts again.",
  });
}
