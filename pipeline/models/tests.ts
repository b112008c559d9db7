import type { ColumnTestYml, Dimension, ModelTestYml, ModelYml, Severity } from "./yml.ts";

interface Common {
  /** `<test>_<column>`, or the name given in the yml; unique within the model. */
  readonly name: string;
  readonly severity: Severity;
  readonly dimension: Dimension;
  /** Only rows for which this SQL condition holds are tested. */
  readonly where: string | undefined;
  readonly says: string | undefined;
  readonly todo: string | undefined;
  readonly owner: string;
  /** Entities that must be connected, else the test is not applicable. */
  readonly needs: readonly string[];
}

/** A generic test of a model, as declared in its yml. */
export type ModelTest = Common &
  (
    | { readonly test: "not_null"; readonly column: string }
    | { readonly test: "unique"; readonly column: string }
    | {
        readonly test: "relationships";
        readonly column: string;
        /** Model name. */
        readonly to: string;
        readonly field: string;
      }
    | {
        readonly test: "accepted_values";
        readonly column: string;
        readonly values: readonly (string | number | boolean)[];
      }
    | { readonly test: "unique_key"; readonly columns: readonly string[] }
    | { readonly test: "row_count_band" }
    | { readonly test: "freshness"; readonly column: string; readonly maxDays: number }
    | { readonly test: "columns_as_declared" }
  );
export type ModelTestKind = ModelTest["test"];

const DIMENSION_OF: Readonly<Record<ModelTestKind, Dimension>> = {
  not_null: "completeness",
  unique: "uniqueness",
  relationships: "consistency",
  accepted_values: "accuracy",
  unique_key: "uniqueness",
  row_count_band: "volume",
  freshness: "timeliness",
  columns_as_declared: "schema",
};

interface Body {
  readonly name?: string | undefined;
  readonly config: {
    readonly severity: Severity;
    readonly where?: string | undefined;
    readonly meta: {
      readonly dimension?: Dimension | undefined;
      readonly says?: string | undefined;
      readonly todo?: string | undefined;
      readonly owner?: string | undefined;
      readonly needs?: readonly string[] | undefined;
    };
  };
}

function common(kind: ModelTestKind, body: Body, defaultName: string, owner: string): Common {
  const { severity, where, meta } = body.config;
  return {
    name: body.name ?? defaultName,
    severity,
    dimension: meta.dimension ?? DIMENSION_OF[kind],
    where,
    says: meta.says,
    todo: meta.todo,
    owner: meta.owner ?? owner,
    needs: meta.needs ?? [],
  };
}

function columnTest(yml: ColumnTestYml, column: string, owner: string): ModelTest {
  const named = (kind: ModelTestKind, body: Body): Common =>
    common(kind, body, `${kind}_${column}`, owner);
  if (yml.not_null) return { ...named("not_null", yml.not_null), test: "not_null", column };
  if (yml.unique) return { ...named("unique", yml.unique), test: "unique", column };
  if (yml.relationships) {
    const { to, field } = yml.relationships.arguments;
    const target = to.slice("ref('".length, -"')".length);
    return {
      ...named("relationships", yml.relationships),
      test: "relationships",
      column,
      to: target,
      field,
    };
  }
  const accepted = yml.accepted_values!;
  const { values } = accepted.arguments;
  return { ...named("accepted_values", accepted), test: "accepted_values", column, values };
}

function modelTest(yml: ModelTestYml, owner: string): ModelTest {
  const named = (kind: ModelTestKind, body: Body, suffix = ""): Common =>
    common(kind, body, kind + suffix, owner);
  if (yml.unique_key) {
    const { columns } = yml.unique_key.arguments;
    return { ...named("unique_key", yml.unique_key), test: "unique_key", columns };
  }
  if (yml.freshness) {
    const { column, max_days: maxDays } = yml.freshness.arguments;
    return {
      ...named("freshness", yml.freshness, `_${column}`),
      test: "freshness",
      column,
      maxDays,
    };
  }
  if (yml.row_count_band)
    return { ...named("row_count_band", yml.row_count_band), test: "row_count_band" };
  return {
    ...named("columns_as_declared", yml.columns_as_declared!),
    test: "columns_as_declared",
  };
}

/** All tests of a model's yml, column tests first, in file order. */
export function flattenTests(yml: ModelYml): readonly ModelTest[] {
  const owner = yml.meta.owner;
  return [
    ...yml.columns.flatMap((column) =>
      column.data_tests.map((test) => columnTest(test, column.name, owner)),
    ),
    ...yml.data_tests.map((test) => modelTest(test, owner)),
  ];
}
