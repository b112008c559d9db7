import { z } from "zod";

/** dbt's schema format, extended only under `meta`. Every object is strict, so that a typo is an error. */

export const DIMENSIONS = [
  "completeness",
  "accuracy",
  "consistency",
  "uniqueness",
  "timeliness",
  "volume",
  "schema",
] as const;
export const dimensionSchema = z.enum(DIMENSIONS);
export type Dimension = z.infer<typeof dimensionSchema>;

export const severitySchema = z.enum(["error", "warn"]);
export type Severity = z.infer<typeof severitySchema>;

const text = z.string().trim().min(1);
const name = z.string().regex(/^[a-z][a-z0-9_]*$/, "use lower case, digits and underscores");

const rowRuleSchema = z.strictObject({
  name,
  /** Where the cell address points; without it the row as a whole. */
  column: name.optional(),
  dimension: dimensionSchema,
  severity: severitySchema,
  /** True when the rule is broken. */
  expression: text,
  says: text,
  todo: text,
  owner: text.optional(),
});

const tableRuleSchema = z.strictObject({
  name,
  column: name.optional(),
  dimension: dimensionSchema,
  severity: severitySchema,
  /** A select of the failing rows, the model's key columns first. */
  failing: text,
  /** A select of one number: the rows checked; 0 means not applicable. */
  applies: text.optional(),
  /** Entities that must be connected. */
  needs: z.array(name).optional(),
  says: text,
  todo: text,
  owner: text.optional(),
});

const kpiSchema = z.strictObject({
  name,
  label: text,
  unit: z.enum(["currency", "count", "percent", "days", "rating", "ratio"]),
  /** An aggregate over the report's rows. */
  expression: text,
  better: z.enum(["up", "down", "neither"]),
});

const chartSchema = z.strictObject({
  type: name,
  x: name,
  y: z.union([name, z.array(name).min(1)]),
  series: name.optional(),
});

const reportSchema = z.strictObject({
  question: text,
  key: z.array(name).min(1),
  kpis: z.array(kpiSchema).min(1),
  chart: chartSchema,
  sentence: text,
});

const testConfig = z
  .strictObject({
    severity: severitySchema.default("error"),
    where: text.optional(),
    meta: z
      .strictObject({
        dimension: dimensionSchema.optional(),
        says: text.optional(),
        todo: text.optional(),
        owner: text.optional(),
        needs: z.array(name).optional(),
      })
      .default({}),
  })
  .default({ severity: "error", meta: {} });

const plain = { name: name.optional(), description: text.optional(), config: testConfig };
/** `- not_null:` without a body is null in YAML. */
const test = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess((value) => value ?? {}, z.strictObject({ ...plain, ...shape }));
const withArguments = <T extends z.ZodRawShape>(shape: T) =>
  test({ arguments: z.strictObject(shape) });

const relation = z.string().regex(/^ref\('[a-z0-9_]+'\)$/, "write ref('model_name')");
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Each test as `{name: body}` with exactly one name. */
function oneTest<T extends z.ZodRawShape>(shape: T) {
  const known = Object.keys(shape).join(", ");
  const entry = z.strictObject(shape).refine((value) => Object.keys(value).length === 1, {
    message: `name exactly one test of: ${known}`,
  });
  return z.preprocess((value) => (typeof value === "string" ? { [value]: {} } : value), entry);
}

const columnTestSchema = oneTest({
  not_null: test({}).optional(),
  unique: test({}).optional(),
  relationships: withArguments({ to: relation, field: name }).optional(),
  accepted_values: withArguments({
    values: z.array(scalar).min(1),
    quote: z.boolean().optional(),
  }).optional(),
});

const modelTestSchema = oneTest({
  unique_key: withArguments({ columns: z.array(name).min(1) }).optional(),
  row_count_band: test({}).optional(),
  freshness: withArguments({ column: name, max_days: z.number().positive() }).optional(),
  columns_as_declared: test({}).optional(),
});

const columnSchema = z.strictObject({
  name: z.string().regex(/^_?[a-z][a-z0-9_]*$/),
  description: text,
  data_type: text.optional(),
  data_tests: z.array(columnTestSchema).default([]),
  meta: z.strictObject({ label: text.optional(), unit: text.optional() }).default({}),
});

const modelSchema = z.strictObject({
  name,
  description: text,
  meta: z.strictObject({
    owner: text,
    label: text,
    row_rules: z.array(rowRuleSchema).default([]),
    table_rules: z.array(tableRuleSchema).default([]),
    report: reportSchema.optional(),
  }),
  columns: z.array(columnSchema).min(1),
  data_tests: z.array(modelTestSchema).default([]),
});

const cell = z.union([scalar, z.null(), z.array(z.union([scalar, z.null()]))]);
const row = z.record(z.string(), cell);
const input = z
  .string()
  .regex(
    /^(ref\('[a-z0-9_]+'\)|source\('[a-z0-9_]+', *'[a-z0-9_]+'\))$/,
    "write ref('model') or source('schema', 'table')",
  );

const unitTestSchema = z.strictObject({
  name,
  description: text.optional(),
  model: name,
  given: z.array(z.strictObject({ input, rows: z.array(row) })),
  expect: z.strictObject({ rows: z.array(row) }),
});

export const ymlSchema = z.strictObject({
  version: z.literal(2),
  models: z.array(modelSchema).length(1, "describe exactly one model per file"),
  unit_tests: z.array(unitTestSchema).default([]),
});

export type ModelYml = z.infer<typeof modelSchema>;
export type RowRule = z.infer<typeof rowRuleSchema>;
export type TableRule = z.infer<typeof tableRuleSchema>;
export type ReportMeta = z.infer<typeof reportSchema>;
export type ColumnTestYml = z.infer<typeof columnTestSchema>;
export type ModelTestYml = z.infer<typeof modelTestSchema>;
export type UnitTest = z.infer<typeof unitTestSchema>;
export type TestRow = z.infer<typeof row>;
