import { AppError } from "#domain/errors.ts";
import type { EntityName } from "#domain/entities.ts";
import { ENTITY_NAMES } from "#domain/entities.ts";
import { defaultText } from "./check-texts.ts";
import type { CheckedModel, RuleInput, Scalar, TestInput } from "./check-inputs.ts";
import type { Dimension, Severity } from "./dimensions.ts";
import { tableLabel } from "./table-words.ts";

interface CheckBase {
  /** `<model>.<name>`, unique, e.g. `orders.ordered_at_unreadable`; safe as a file name. */
  readonly id: string;
  readonly name: string;
  /** Name of the model. */
  readonly model: string;
  /** `<schema>.<name>`. */
  readonly table: string;
  /** What people read for the table, e.g. `Order lines`. */
  readonly label: string;
  readonly layer: string;
  /** Key columns of the model: they name a failing row. */
  readonly key: readonly string[];
  readonly dimension: Dimension;
  readonly severity: Severity;
  readonly says: string;
  readonly todo: string;
  readonly owner: string;
  readonly column: string | null;
  /** SQL condition of the rows that are tested; null for all. */
  readonly where: string | null;
  /** Entities that must be connected, else the check does not apply. */
  readonly needs: readonly string[];
}

/** One defined check: a rule or a test of the models' yml. */
export type Check = CheckBase &
  (
    | { readonly kind: "row_rule"; readonly bit: number; readonly expression: string }
    | { readonly kind: "not_null"; readonly column: string }
    | {
        readonly kind: "accepted_values";
        readonly column: string;
        readonly values: readonly Scalar[];
      }
    | { readonly kind: "unique"; readonly columns: readonly string[] }
    | {
        readonly kind: "relationships";
        readonly column: string;
        /** Table referred to, `<schema>.<name>`. */
        readonly to: string;
        readonly field: string;
      }
    | { readonly kind: "table_rule"; readonly failing: string; readonly applies: string | null }
    | { readonly kind: "row_count_band" | "columns_as_declared" }
    | { readonly kind: "freshness"; readonly column: string; readonly max_days: number }
  );
export type CheckKind = Check["kind"];

const isEntity = (name: string): name is EntityName =>
  (ENTITY_NAMES as readonly string[]).includes(name);

/** The entity a check's table holds, or null outside silver. */
export function entityOf(check: Pick<Check, "layer" | "model">): EntityName | null {
  return check.layer === "silver" && isEntity(check.model) ? check.model : null;
}

function base(
  model: CheckedModel,
  name: string,
): Pick<Check, "id" | "name" | "model" | "table" | "label" | "layer" | "key"> {
  const { layer, table, key } = model;
  const label = model.yml.meta.label ?? tableLabel(model.name);
  return { id: `${model.name}.${name}`, name, model: model.name, table, label, layer, key };
}

/** A silver check needs its own entity, whatever else it names. */
function needs(model: CheckedModel, others: readonly string[]): readonly string[] {
  const own = entityOf({ layer: model.layer, model: model.name });
  return [...new Set([...(own ? [own] : []), ...others])];
}

function rule(model: CheckedModel, input: RuleInput, others: readonly string[]): CheckBase {
  const { dimension, severity, says, todo } = input;
  return {
    ...base(model, input.name),
    dimension,
    severity,
    says,
    todo,
    owner: input.owner ?? model.yml.meta.owner,
    column: input.column ?? null,
    where: null,
    needs: needs(model, others),
  };
}

type Definition = Check extends infer One
  ? One extends Check
    ? Omit<One, keyof CheckBase> & { column?: string }
    : never
  : never;

function definition(test: TestInput, tables: ReadonlyMap<string, CheckedModel>): Definition {
  switch (test.test) {
    case "not_null":
      return { kind: "not_null", column: test.column };
    case "accepted_values":
      return { kind: "accepted_values", column: test.column, values: test.values };
    case "unique":
      return { kind: "unique", columns: [test.column] };
    case "unique_key":
      return { kind: "unique", columns: test.columns };
    case "relationships":
      return {
        kind: "relationships",
        column: test.column,
        to: tables.get(test.to)?.table ?? test.to,
        field: test.field,
      };
    case "freshness":
      return { kind: "freshness", column: test.column, max_days: test.maxDays };
    default:
      return { kind: test.test };
  }
}

function testCheck(
  model: CheckedModel,
  test: TestInput,
  tables: ReadonlyMap<string, CheckedModel>,
): Check {
  const target = test.test === "relationships" ? tables.get(test.to) : undefined;
  const targetEntity = target && entityOf({ layer: target.layer, model: target.name });
  const common: CheckBase = {
    ...base(model, test.name),
    dimension: test.dimension,
    severity: test.severity,
    says: test.says ?? defaultText(test).says,
    todo: test.todo ?? defaultText(test).todo,
    owner: test.owner,
    column: "column" in test ? test.column : null,
    where: test.where ?? null,
    needs: needs(model, [...test.needs, ...(targetEntity ? [targetEntity] : [])]),
  };
  return { ...common, ...definition(test, tables) } as Check;
}

function checksOf(
  model: CheckedModel,
  tables: ReadonlyMap<string, CheckedModel>,
): readonly Check[] {
  return [
    ...model.rowRules.map((input, bit): Check => ({
      ...rule(model, input, []),
      kind: "row_rule",
      bit,
      expression: input.expression,
    })),
    ...model.tests.map((test) => testCheck(model, test, tables)),
    ...model.tableRules.map((input): Check => ({
      ...rule(model, input, input.needs ?? []),
      kind: "table_rule",
      failing: input.failing,
      applies: input.applies ?? null,
    })),
  ];
}

/**
 * Every check the models define, in the order of the models: row rules (rule i is bit i), tests, table rules.
 * @throws AppError `internal` when two checks have the same id, since history is kept by id.
 */
export function definedChecks(models: readonly CheckedModel[]): readonly Check[] {
  const tables = new Map(models.map((model) => [model.name, model]));
  const checks = models.flatMap((model) => checksOf(model, tables));
  const seen = new Set<string>();
  for (const { id, table } of checks) {
    if (seen.has(id)) {
      throw new AppError("internal", `Two checks of ${table} are named "${id}".`, {
        hint: "Give each rule and test of a model a name of its own in the yml.",
      });
    }
    seen.add(id);
  }
  return checks;
}
