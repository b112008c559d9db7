import { useTranslation } from "react-i18next";
import type { Preview } from "#contract/sources.ts";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { useColumnName } from "./entity-list.tsx";
import styles from "./sources.module.css";

type Column = Preview["columns"][number];

/** Per column: what values become, by which format, and what was refused because nobody can know what it means. */
export function HowRead(props: { readonly columns: readonly Column[] }): React.JSX.Element | null {
  const columns = props.columns.filter(({ reading }) => reading.values > 0);
  if (columns.length === 0) return null;
  return (
    <dl className={styles.howRead}>
      {columns.map((column) => (
        <ColumnReading key={`${column.entity}.${column.column}`} {...column} />
      ))}
    </dl>
  );
}

function ColumnReading({ column, headers, reading }: Column): React.JSX.Element {
  const { t } = useTranslation();
  const nameOf = useColumnName();
  const { format, shown_as: shown, locale, examples } = reading;
  const by = [
    ...(format === null ? [] : [t(`sources.format_${format}`)]),
    ...(shown === null ? [] : [t("sources.read_shown", { shown })]),
    ...(format === null || locale === null ? [] : [t("sources.read_locale", { locale })]),
  ];
  return (
    <>
      <dt>
        {nameOf(column)} <span className="caption">{headers.join(" + ")}</span>
      </dt>
      <dd>
        {examples.slice(0, 2).map(({ raw, typed }) => (
          <span key={raw} className={styles.example}>
            {raw === typed ? raw : `${raw} → ${typed}`}
          </span>
        ))}
        {by.length > 0 && <span className="caption">{by.join(" · ")}</span>}
        <Refused reading={reading} />
      </dd>
    </>
  );
}

function Refused({ reading }: Pick<Column, "reading">): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { refused, refused_examples: examples } = reading;
  if (refused === 0) return null;
  return (
    <p>
      <StateMark mark="warn" compact />{" "}
      {t("sources.read_refused", { count: refused, refused: format.count(refused) })}{" "}
      {examples
        .slice(0, 2)
        .map(({ raw, reason }) => `“${raw.slice(0, 40)}” ${reason}`)
        .join("; ")}
    </p>
  );
}
