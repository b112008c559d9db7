/** What a table on another warehouse must be told about a published one; all of it counted in the version itself. */
export interface HandoverTable {
  /** `gold`, `marts` or `reports`. */
  readonly schema: string;
  readonly name: string;
  readonly description: string;
  readonly columns: readonly HandoverColumn[];
  /** Columns that are unique and filled in this version; empty where the model's key is not. */
  readonly key: readonly string[];
  /** Only those that hold for every row, on columns that are unique there. */
  readonly references: readonly HandoverReference[];
  /** What the models promise and this version does not keep, in sentences. */
  readonly remarks: readonly string[];
  readonly rows: number;
  /** Of its Parquet file, which is called that in the lake. */
  readonly sha256: string;
}

export interface HandoverColumn {
  readonly name: string;
  /** As DuckDB calls it, e.g. `DECIMAL(18,4)`. */
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  /** Bytes of the longest text; null for what is no text. */
  readonly longest: number | null;
}

export interface HandoverReference {
  readonly column: string;
  /** `schema.table`. */
  readonly to: string;
  readonly field: string;
}

/** One published version on its way to another warehouse. */
export interface Handover {
  readonly version: number;
  readonly build_id: string;
  readonly published_at: string;
  /** Tables that others refer to come first. */
  readonly tables: readonly HandoverTable[];
  /** Where the Parquet files are, e.g. `s3://bucket/prefix/published/objects`. */
  readonly objects: string;
  /** Begins the names of the schemas over there. */
  readonly prefix: string;
  /** Who may read over there: a role on Redshift. */
  readonly reader: string;
  /** With which role Redshift reads the bucket. */
  readonly iam_role: string;
}

export interface HandoverFile {
  readonly name: string;
  readonly text: string;
}

export const nameOf = ({ schema, name }: Pick<HandoverTable, "schema" | "name">): string =>
  `${schema}.${name}`;

/** Schemas of the version in the order of its tables. */
export const schemasOf = ({ tables }: Pick<Handover, "tables">): readonly string[] => [
  ...new Set(tables.map(({ schema }) => schema)),
];

/** Referred-to tables before those that refer; otherwise as they came. */
export function inOrder(tables: readonly HandoverTable[]): readonly HandoverTable[] {
  const placed = new Map<string, HandoverTable>();
  const byName = new Map(tables.map((table) => [nameOf(table), table]));
  const place = (table: HandoverTable): void => {
    if (placed.has(nameOf(table))) return;
    for (const { to } of table.references) {
      const target = byName.get(to);
      if (target && target !== table) place(target);
    }
    placed.set(nameOf(table), table);
  };
  tables.forEach(place);
  return [...placed.values()];
}

/** Statements as a file: each ends with a semicolon, comments stand above what they explain. */
export function fileOf(name: string, head: readonly string[], statements: readonly string[]) {
  const comments = head.map((line) => (line === "" ? "--" : `-- ${line}`)).join("\n");
  return { name, text: `${comments}\n\n${statements.map((s) => `${s};\n`).join("\n")}` };
}
