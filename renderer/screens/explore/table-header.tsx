import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TableSummary } from "#contract/explore.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { AddFilter } from "./add-filter.tsx";
import { ExportMenu } from "./export-menu.tsx";
import styles from "./explore.module.css";
import { useAddress } from "./use-address.ts";
import { useFilterText } from "./use-filter-text.ts";
import { type RowsPage, selectionOf } from "./use-rows.ts";
import { setOrDrop, sortOf, without, withoutFilter } from "./view/filters.ts";

/** What the table is, one box over all its rows, and the chips of its columns. */
export function TableHeader(props: {
  readonly table: TableSummary;
  readonly head: RowsPage | null;
  readonly old: boolean;
}): React.JSX.Element {
  const { table, head, old } = props;
  const { search } = useAddress();
  const { published = false, ...rows } = selectionOf(table.table, search);
  return (
    <header className={styles.header}>
      <div className={styles.titleRow}>
        <h2 className={styles.tableTitle}>{table.label}</h2>
        <span className={`mono ${styles.technical}`}>{table.table}</span>
        {table.grain && <span className="muted">{table.grain}</span>}
      </div>
      <div className={styles.tools}>
        <SearchBox key={search.q ?? ""} />
        <AddFilter table={table} />
        <span className={styles.grow} />
        <span className={styles.counts} aria-live="polite" data-old={old}>
          <Counts head={head} />
        </span>
        <ExportMenu input={{ rows: { ...rows, published }, published }} />
      </div>
      <Chips />
    </header>
  );
}

function Counts({ head }: { readonly head: RowsPage | null }): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (head === null) return null;
  if (head.total !== head.rows_all) {
    return (
      <>
        {t("explore.shown_of", {
          shown: format.count(head.total),
          all: format.count(head.rows_all),
        })}
      </>
    );
  }
  return (
    <>{t("explore.all_rows", { count: head.rows_all, number: format.count(head.rows_all) })}</>
  );
}

function SearchBox(): React.JSX.Element {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const asked = search.q ?? "";
  const [text, setText] = useState(asked);
  const [sent, setSent] = useState(asked);
  // The address changed from elsewhere: a link, Back, "Clear the search".
  if (asked !== sent) {
    setSent(asked);
    setText(asked);
  }
  const send = useDebouncedCallback((value: string) => {
    const wanted = value.trim();
    setSent(wanted);
    change((before) => setOrDrop(without(before, "row"), "q", wanted || undefined), true);
  }, 250);
  return (
    <TextInput
      type="search"
      className={styles.search}
      aria-label={t("explore.search_rows")}
      placeholder={t("explore.search_rows")}
      data-filter
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
    />
  );
}

/** Filters and order, each with a way to take it back. */
function Chips(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const textOf = useFilterText();
  const filters = search.f ?? [];
  const sort = sortOf(search);
  if (filters.length === 0 && sort === null) return null;
  return (
    <ul className={styles.chips}>
      {filters.map((filter, index) => (
        <li key={JSON.stringify(filter)} className={styles.chip}>
          {textOf(filter)}
          <CloseButton
            size="sm"
            aria-label={t("explore.filter_remove", { filter: textOf(filter) })}
            onClick={() => change((before) => withoutFilter(before, index))}
          />
        </li>
      ))}
      {sort && (
        <li className={styles.chip}>
          {t("explore.sorting", { column: sort.column })} {sort.descending ? "↓" : "↑"}
          <CloseButton
            size="sm"
            aria-label={t("explore.unsort")}
            onClick={() => change((before) => without(before, "sort"))}
          />
        </li>
      )}
    </ul>
  );
}
