import type { Dimension, Severity } from "./dimensions.ts";

/** The parts of a model that checks are defined by; `Model` of pipeline/models is one. */
export interface CheckedModel {
  readonly layer: string;
  readonly name: string;
  readonly table: string;
  readonly key: readonly string[];
  readonly rowRules: readonly RowRuleInput[];
  readonly tableRules: readonly TableRuleInput[];
  readonly tests: readonly TestInput[];
  readonly yml: { readonly meta: { readonly owner: string; readonly label?: string | undefined } };
}

export interface RuleInput {
  readonly name: string;
  readonly column?: string | undefined;
  readonly dimension: Dimension;
  readonly severity: Severity;
  readonly says: string;
  readonly todo: string;
  readonly owner?: string | undefined;
}
interface RowRuleInput extends RuleInput {
  readonly expression: string;
}
interface TableRuleInput extends RuleInput {
  readonly failing: string;
  readonly applies?: string | undefined;
  readonly needs?: readonly string[] | undefined;
}
interface TestBase {
  readonly name: string;
  readonly severity: Severity;
  readonly dimension: Dimension;
  readonly where: string | undefined;
  readonly says: string | undefined;
  readonly todo: string | undefined;
  readonly owner: string;
  readonly needs: readonly string[];
}
export type Scalar = string | number | boolean;
export type TestInput = TestBase &
  (
    | { readonly test: "not_null" | "unique"; readonly column: string }
    | {
        readonly test: "relationships";
        readonly column: string;
        readonly to: string;
        readonly field: string;
      }
    | {
        readonly test: "accepted_values";
        readonly column: string;
        readonly values: readonly Scalar[];
      }
    | { readonly test: "unique_key"; readonly columns: readonly string[] }
    | { readonly test: "row_count_band" | "columns_as_declared" }
    | { readonly test: "freshness"; readonly column: string; readonly maxDays: number }
  );
