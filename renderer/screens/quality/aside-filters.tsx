import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { type AsideFilter, type RuleChoice, rulesSettingAside, without } from "./filters.ts";
import styles from "./quality.module.css";

const words = (name: string): string => name.replaceAll("_", " ");

function entitiesOf(rules: readonly RuleChoice[], chosen: string | undefined) {
  const labels = new Map(rules.map((one) => [one.entity, one.label]));
  if (chosen !== undefined && !labels.has(chosen)) labels.set(chosen, words(chosen));
  return [...labels].map(([value, label]) => ({ value, label }));
}

function useRuleChoices(rules: readonly RuleChoice[], { entity, rule }: AsideFilter) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = rules
    .filter((one) => entity === undefined || one.entity === entity)
    .map((one) => ({
      value: `${one.entity}.${one.rule}`,
      label: t("quality.aside_rule_choice", {
        table: one.label,
        rule: words(one.rule),
        number: format.count(one.rows),
      }),
    }));
  const value = rule === undefined ? null : `${entity ?? ""}.${rule}`;
  const known = value === null || shown.some((one) => one.value === value);
  return { value, data: known ? shown : [...shown, { value, label: words(rule ?? "") }] };
}

/** Filters over all set-aside rows; they live in the address. */
export function AsideFilters(props: {
  readonly filter: AsideFilter;
  readonly shown: number;
  onFilter(filter: AsideFilter): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const result = useQueryOf(["quality", "result"], {});
  const sources = useQueryOf(["sources", "list"], {});
  const whole = useQueryOf(["quarantine", "list"], { limit: 1 });
  const { filter, shown, onFilter } = props;
  const rules = rulesSettingAside(result.data?.checks ?? []);
  const choices = useRuleChoices(rules, filter);
  const rest = without(filter, "row");
  const chooseRule = (value: string | null): void => {
    const found = rules.find((one) => `${one.entity}.${one.rule}` === value);
    onFilter(found ? { ...rest, entity: found.entity, rule: found.rule } : without(rest, "rule"));
  };
  const common = {
    clearable: true,
    searchable: true,
    placeholder: t("quality.aside_any"),
  } as const;
  return (
    <div className={styles.tools} data-align="end">
      <Select
        {...common}
        label={t("quality.aside_entity")}
        data={entitiesOf(rules, filter.entity)}
        value={filter.entity ?? null}
        onChange={(entity) =>
          onFilter(
            entity === null
              ? without(rest, "entity", "rule")
              : { ...without(rest, "rule"), entity },
          )
        }
      />
      <Select
        {...common}
        label={t("quality.aside_rule")}
        data={choices.data}
        value={choices.value}
        onChange={chooseRule}
        comboboxProps={{ width: 380, position: "bottom-start" }}
      />
      <Select
        {...common}
        label={t("quality.aside_source")}
        data={(sources.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
        value={filter.source ?? null}
        onChange={(source) =>
          onFilter(source === null ? without(rest, "source") : { ...rest, source })
        }
      />
      <span className={styles.of} role="status">
        {t("common.of_rows", {
          shown: format.count(shown),
          all: format.count(whole.data?.total ?? shown),
        })}
      </span>
    </div>
  );
}
