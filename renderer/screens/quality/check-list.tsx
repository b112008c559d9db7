import { ActionIcon, Button, Checkbox, TextInput } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CheckResult } from "#contract/quality.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Empty } from "#renderer/components/empty.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { DateText } from "#renderer/components/values.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { type CheckFilter, filterChecks, without } from "./filters.ts";
import styles from "./quality.module.css";
import { StatusMark } from "./status-mark.tsx";

const route = getRouteApi("/quality");
/** The worst first; the others on request. */
const FIRST = 10;

function useColumns(): readonly Column<CheckResult>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      key: "state",
      label: t("quality.state"),
      width: 136,
      cell: (check) => <StatusMark status={check.status} />,
    },
    {
      key: "table",
      label: t("quality.table"),
      width: 168,
      cell: (check) => check.label,
      order: (check) => check.label,
    },
    {
      key: "says",
      label: t("quality.what"),
      cell: (check) => <span className={styles.says}>{check.says}</span>,
    },
    {
      key: "rows",
      label: t("quality.found"),
      align: "right",
      width: 80,
      cell: (check) => format.count(check.rows_failed),
      order: (check) => check.rows_failed,
    },
    {
      key: "since",
      label: t("quality.since"),
      width: 152,
      cell: (check) => <DateText value={check.since} />,
      order: (check) => check.since,
    },
    {
      key: "owner",
      label: t("quality.owner"),
      width: 132,
      cell: (check) => check.owner ?? "",
      order: (check) => check.owner,
    },
  ];
}

interface ListProps {
  readonly checks: readonly CheckResult[];
  readonly filter: CheckFilter;
  onFilter(filter: CheckFilter): void;
}

interface Chip {
  readonly name: "table" | "dimension" | "q";
  readonly text: string;
}

function useChips({ checks, filter }: ListProps): readonly Chip[] {
  const { t } = useTranslation();
  const { table, dimension, q } = filter;
  const label = checks.find((check) => check.table === table)?.label ?? table;
  const chips: Chip[] = [];
  if (label !== undefined) chips.push({ name: "table", text: label });
  if (dimension) chips.push({ name: "dimension", text: t(`quality.dimension_${dimension}`) });
  if (q !== undefined) chips.push({ name: "q", text: q });
  return chips;
}

function Tools(props: ListProps & { readonly shown: number }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { checks, filter, shown, onFilter } = props;
  const chips = useChips(props).filter((chip) => chip.name !== "q");
  return (
    <div className={styles.tools}>
      <TextInput
        type="search"
        aria-label={t("quality.list_filter")}
        placeholder={t("quality.list_filter")}
        leftSection={<IconSearch size={16} />}
        value={filter.q ?? ""}
        data-filter
        onChange={(event) => {
          const q = event.currentTarget.value;
          onFilter(q === "" ? without(filter, "q") : { ...filter, q });
        }}
      />
      {chips.map(({ name, text }) => (
        <span key={name} className={styles.chip}>
          {text}
          <ActionIcon
            size={24}
            aria-label={t("quality.filter_remove", { filter: text })}
            onClick={() => onFilter(without(filter, name))}
          >
            <IconX size={14} />
          </ActionIcon>
        </span>
      ))}
      <Checkbox
        label={t("quality.list_show_all")}
        checked={filter.show === "all"}
        onChange={(event) =>
          onFilter(
            event.currentTarget.checked ? { ...filter, show: "all" } : without(filter, "show"),
          )
        }
      />
      <span className="muted" role="status">
        {t("common.of_rows", { shown: format.count(shown), all: format.count(checks.length) })}
      </span>
    </div>
  );
}

/** The checks behind the grid, worst first; its filters are part of the address. */
export function CheckList(props: ListProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const { checks, filter } = props;
  const [whole, setWhole] = useState(false);
  const shown = filterChecks(checks, filter);
  const chips = useChips(props);
  const cut = !whole && chips.length === 0 && filter.show === undefined ? FIRST : shown.length;
  const text =
    chips.length === 0
      ? t("quality.list_empty")
      : t("quality.list_empty_filter", { filters: chips.map((chip) => chip.text).join(", ") });
  return (
    <Section title={t(filter.show === "all" ? "quality.list_all" : "quality.list")}>
      <Tools {...props} shown={shown.length} />
      <Panel flush>
        <DataTable
          label={t("quality.list")}
          columns={columns}
          rows={shown.slice(0, cut)}
          rowKey={(check) => check.name}
          onOpen={(check) =>
            void navigate({
              to: "/quality/checks/$check",
              params: { check: check.name },
              search: filter.run === undefined ? {} : { run: filter.run },
            })
          }
          empty={<Empty text={text} />}
        />
      </Panel>
      {shown.length > cut && (
        <Button variant="default" className={styles.more} onClick={() => setWhole(true)}>
          {t("quality.list_more", { number: format.count(shown.length) })}
        </Button>
      )}
    </Section>
  );
}
