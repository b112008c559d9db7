import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TableSummary } from "#contract/explore.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { QueryView } from "#renderer/components/query-view.tsx";
import { SidePanel } from "#renderer/components/side-panel.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./explore.module.css";
import { useAddress } from "./use-address.ts";
import { cellText } from "./view/cell-text.ts";
import { isIdentifier, kindOf } from "./view/columns.ts";
import { withFilter, without } from "./view/filters.ts";
import {
  barsOf,
  characterOf,
  type ColumnProfile,
  fillRate,
  honestPercent,
} from "./view/profile.ts";

type Column = TableSummary["columns"][number];

/** Everything that is known of one column, over all rows. */
export function ColumnPanel(props: {
  readonly table: TableSummary;
  readonly column: Column;
}): React.JSX.Element {
  const { table, column } = props;
  const { search, change } = useAddress();
  const columns = table.columns;
  const at = columns.findIndex(({ name }) => name === column.name);
  const query = useQueryOf(
    ["explore", "profile"],
    { table: table.table, published: search.published ?? false },
    { keep: false },
  );
  const go = (index: number) =>
    columns[index]
      ? () => change((before) => ({ ...before, column: columns[index]!.name }), true)
      : undefined;
  return (
    <SidePanel
      title={column.name}
      onClose={() => change((before) => without(before, "column"))}
      onPrevious={go(at - 1)}
      onNext={go(at + 1)}
    >
      {column.description && <p className={styles.plain}>{column.description}</p>}
      <QueryView query={query}>
        {(profile) => {
          const mine = profile.columns.find(({ name }) => name === column.name);
          return mine ? <Statistics profile={mine} /> : null;
        }}
      </QueryView>
    </SidePanel>
  );
}

function Statistics({ profile }: { readonly profile: ColumnProfile }): React.JSX.Element {
  const { t } = useTranslation();
  const character = characterOf(profile);
  const facts = useFacts(profile);
  return (
    <div className={styles.stack}>
      {character !== "mixed" && <p className={styles.plain}>{t(`explore.column_${character}`)}</p>}
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <EmptyRows profile={profile} />
      {profile.histogram.length > 1 && <Histogram profile={profile} />}
      {profile.top.length > 0 && <Frequent profile={profile} />}
    </div>
  );
}

function useFacts(profile: ColumnProfile): readonly (readonly [string, string])[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = { yes: t("explore.yes"), no: t("explore.no") };
  const text = (value: ColumnProfile["min"]) =>
    value === null ? "—" : cellText(value, profile, format, words);
  const rate = fillRate(profile);
  const many = format.count(profile.distinct);
  const dated = kindOf(profile.type) === "date" || kindOf(profile.type) === "time";
  const measured = kindOf(profile.type) !== "text" && kindOf(profile.type) !== "yes_no";
  const shows = profile.mean !== null && !dated && !isIdentifier(profile.name);
  const filled =
    rate === null
      ? "—"
      : `${format.count(profile.filled)} (${format.percent(honestPercent(rate, 1), 1)})`;
  return [
    [t("explore.column_type"), t(`explore.type_${kindOf(profile.type)}`)],
    [t("explore.column_filled"), filled],
    [
      t("explore.column_distinct"),
      profile.rows > 1_000_000 ? t("explore.column_distinct_about", { number: many }) : many,
    ],
    ...(measured
      ? ([
          [t(dated ? "explore.column_first" : "explore.column_smallest"), text(profile.min)],
          [t(dated ? "explore.column_last" : "explore.column_largest"), text(profile.max)],
        ] as const)
      : []),
    ...(shows ? ([[t("explore.column_mean"), format.decimal(profile.mean)]] as const) : []),
  ];
}

function EmptyRows({ profile }: { readonly profile: ColumnProfile }): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { change } = useAddress();
  const count = profile.rows - profile.filled;
  if (count === 0 || profile.filled === 0) return null;
  const filter = { column: profile.name, operator: "is_empty" as const };
  return (
    <div>
      <Button
        variant="default"
        size="xs"
        onClick={() => change((before) => withFilter(without(before, "column"), filter))}
      >
        {t("explore.column_show_empty", { count, number: format.count(count) })}
      </Button>
    </div>
  );
}

function Histogram({ profile }: { readonly profile: ColumnProfile }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const bars = barsOf({ ...profile, top: [] });
  const words = { yes: t("explore.yes"), no: t("explore.no") };
  const end = (value: string) => cellText(value, profile, format, words);
  return (
    <section>
      <h3 className={styles.panelTitle}>{t("explore.column_histogram")}</h3>
      <div className={styles.histogram} aria-hidden>
        {bars.map((bar, index) => (
          <span
            key={index}
            title={`${bar.label}: ${format.count(bar.rows)}`}
            style={{ height: `${Math.max(bar.rows === 0 ? 0 : 2, bar.share * 100)}%` }}
          />
        ))}
      </div>
      <div className={styles.ends}>
        <span>{end(profile.histogram[0]!.from)}</span>
        <span>{end(profile.histogram.at(-1)!.to)}</span>
      </div>
    </section>
  );
}

function Frequent({ profile }: { readonly profile: ColumnProfile }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { change } = useAddress();
  const words = { yes: t("explore.yes"), no: t("explore.no") };
  const largest = Math.max(1, ...profile.top.map(({ rows }) => rows));
  return (
    <section>
      <h3 className={styles.panelTitle}>{t("explore.column_top")}</h3>
      <ul className={styles.frequent}>
        {profile.top.map(({ value, rows }) => (
          <li key={JSON.stringify(value)}>
            <button
              type="button"
              title={t("explore.column_filter_to")}
              disabled={value === null}
              onClick={() =>
                change((before) =>
                  withFilter(without(before, "column"), {
                    column: profile.name,
                    operator: "is",
                    value: String(value),
                  }),
                )
              }
            >
              <span className={styles.frequentText}>
                {value === null ? "—" : cellText(value, profile, format, words)}
              </span>
              <span>{format.count(rows)}</span>
              <span
                className={styles.frequentBar}
                style={{ width: `${(rows / largest) * 100}%` }}
                aria-hidden
              />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
