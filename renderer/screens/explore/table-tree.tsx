import { CloseButton, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TableSummary } from "#contract/explore.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./explore.module.css";
import { useAddress } from "./use-address.ts";
import { type LAYERS, treeOf } from "./view/layers.ts";

/** Tables by layer; the box finds them by table, label and column. */
export function TableTree(props: {
  readonly tables: readonly TableSummary[];
  readonly open: string;
}): React.JSX.Element {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const groups = treeOf(props.tables, text);
  return (
    <nav className={styles.tree} aria-label={t("explore.tables")} data-region="tree">
      <TextInput
        aria-label={t("explore.find_table")}
        placeholder={t("explore.find_table")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rightSection={
          text !== "" && (
            <CloseButton
              size="sm"
              aria-label={t("explore.clear_search")}
              onClick={() => setText("")}
            />
          )
        }
      />
      <div className={styles.layers}>
        {groups.length === 0 && <p className="muted">{t("explore.no_table", { text })}</p>}
        {groups.map(({ layer, tables }) => (
          <Layer key={layer} layer={layer} tables={tables} open={props.open} />
        ))}
      </div>
    </nav>
  );
}

function Layer(props: {
  readonly layer: string;
  readonly tables: readonly TableSummary[];
  readonly open: string;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { search } = useAddress();
  const kept = search.published ? { published: true as const } : {};
  return (
    <section>
      <h2 className={styles.layer}>
        {t(`explore.layer_${props.layer as (typeof LAYERS)[number]}`, {
          defaultValue: props.layer,
        })}
      </h2>
      <ul className={styles.tables}>
        {props.tables.map((table) => (
          <li key={table.table}>
            <Link
              to="/explore/$table"
              params={{ table: table.table }}
              search={kept}
              className={styles.table}
              aria-current={table.table === props.open ? "page" : undefined}
              title={`${table.label} (${table.table})`}
            >
              <span className={styles.tableName}>{table.label}</span>
              <span className={styles.tableRows}>{format.compact(table.rows)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
