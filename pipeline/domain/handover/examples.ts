import type { Handover, HandoverColumn, HandoverTable } from "./table.ts";

/** Tables of tests. */
export function column(name: string, type: string, more: Partial<HandoverColumn> = {}) {
  const longest = type === "VARCHAR" ? 5 : null;
  return { name, type, description: `About ${name}.`, required: false, longest, ...more };
}

export function tableOf(name: string, more: Partial<HandoverTable> = {}): HandoverTable {
  const [schema = "", table = ""] = name.split(".");
  const about = {
    description: `It's ${table}.`,
    columns: [],
    key: [],
    references: [],
    remarks: [],
  };
  return { schema, name: table, rows: 3, sha256: `hash-of-${table}`, ...about, ...more };
}

const day = { column: "date_key", to: "gold.dim_date", field: "date_key" };

export const SMALL: Handover = {
  version: 7,
  build_id: "b000012",
  published_at: "2026-11-21T03:30:00.000Z",
  objects: "s3://bucket/shop/published/objects",
  prefix: "m_",
  reader: "readers",
  iam_role: "arn:aws:iam::1:role/load",
  tables: [
    tableOf("gold.dim_date", {
      key: ["date_key"],
      columns: [column("date_key", "INTEGER", { required: true }), column("date", "DATE")],
    }),
    tableOf("gold.fact_sales", {
      key: ["order_id"],
      references: [day],
      remarks: ["One remark."],
      columns: [
        column("order_id", "VARCHAR", { required: true }),
        column("order_key", "INTEGER"),
        column("date_key", "INTEGER", { required: true }),
        column("month_key", "INTEGER"),
        column("net_amount", "DECIMAL(18,4)"),
        column("at", "TIMESTAMP"),
      ],
    }),
  ],
};
