import { Button, Popover, Select, TextInput } from "@mantine/core";
import { IconFilterPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TableSummary } from "#contract/explore.ts";
import styles from "./explore.module.css";
import { useAddress } from "./use-address.ts";
import { kindOf, needsValue, type Operator, operatorsOf } from "./view/columns.ts";
import { withFilter } from "./view/filters.ts";

/** A list outside of the popover would count as a click beside it, and close it. */
const INSIDE = { withinPortal: false, transitionProps: { duration: 0 } };

/** One more chip: a column, a condition, a value. */
export function AddFilter({ table }: { readonly table: TableSummary }): React.JSX.Element {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconFilterPlus size={16} aria-hidden />}
          onClick={() => setOpened((before) => !before)}
        >
          {t("explore.filter")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <FilterForm table={table} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterForm(props: { readonly table: TableSummary; onDone(): void }): React.JSX.Element {
  const { t } = useTranslation();
  const { change } = useAddress();
  const { columns } = props.table;
  const [name, setName] = useState(columns[0]?.name ?? "");
  const [wanted, setOperator] = useState<Operator | null>(null);
  const [value, setValue] = useState("");
  const kind = kindOf(columns.find((column) => column.name === name)?.type ?? "VARCHAR");
  const operators = operatorsOf(kind);
  const operator = wanted !== null && operators.includes(wanted) ? wanted : operators[0]!;
  const asksValue = needsValue(operator);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const filter = asksValue ? { column: name, operator, value } : { column: name, operator };
    change((before) => withFilter(before, filter));
    props.onDone();
  };
  const words = operators.map((each) => ({ value: each, label: t(`explore.op_${each}`) }));
  return (
    <form className={styles.filterForm} onSubmit={add}>
      <Select
        label={t("explore.filter_column")}
        data={columns.map((column) => column.name)}
        value={name}
        onChange={(chosen) => chosen && setName(chosen)}
        allowDeselect={false}
        searchable
        comboboxProps={INSIDE}
        data-autofocus
      />
      <Select
        label={t("explore.filter_operator")}
        data={words}
        value={operator}
        onChange={(chosen) => setOperator(chosen as Operator)}
        allowDeselect={false}
        comboboxProps={INSIDE}
      />
      {asksValue && kind === "yes_no" && (
        <Select
          label={t("explore.filter_value")}
          data={[
            { value: "true", label: t("explore.yes") },
            { value: "false", label: t("explore.no") },
          ]}
          value={value === "" ? null : value}
          onChange={(chosen) => setValue(chosen ?? "")}
          comboboxProps={INSIDE}
        />
      )}
      {asksValue && kind !== "yes_no" && (
        <TextInput
          label={t("explore.filter_value")}
          type={kind === "date" ? "date" : "text"}
          inputMode={kind === "number" ? "decimal" : undefined}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
      <Button type="submit" disabled={asksValue && value === ""}>
        {t("explore.filter_add")}
      </Button>
    </form>
  );
}
