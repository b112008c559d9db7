import { useTranslation } from "react-i18next";
import { useFormat } from "#renderer/format/use-format.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import { Marks } from "./marks.tsx";
import styles from "./marks.module.css";
import { useRoving } from "./use-roving.ts";
import { rankSummary } from "./words.ts";

export interface StarColumn {
  readonly name: string;
  /** 1 to 5; null when nobody rated. */
  readonly rating: number | null;
  readonly count: number;
}

export interface StarColumnsProps extends ChartText {
  readonly columns: readonly StarColumn[];
  readonly countName: string;
}

const HEIGHT = 150;

/** Stars for each step of something, e.g. of the delay; the number of cases under each. */
export function StarColumns(props: StarColumnsProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { columns, countName } = props;
  const roving = useRoving(columns.length);
  const write = (value: number | null): string => format.unit(value, "rating");
  const summary = rankSummary(
    t,
    columns.map(({ name, rating }) => ({ name, value: rating })),
    write,
  );
  return (
    <ChartFrame
      {...props}
      summary={summary}
      height={HEIGHT + 72}
      isEmpty={columns.length === 0}
      table={{
        columns: [
          { label: t("charts.name") },
          { label: t("charts.value"), right: true },
          { label: countName, right: true },
        ],
        rows: columns.map((each) => [each.name, write(each.rating), format.count(each.count)]),
      }}
    >
      <Marks
        label={`${summary} ${t("charts.keys")}`}
        roving={roving}
        className={styles.columns}
        tip={(index) => {
          const each = columns[index]!;
          return {
            title: each.name,
            rows: [
              { name: t("charts.value"), value: write(each.rating) },
              { name: countName, value: format.count(each.count) },
            ],
          };
        }}
      >
        {columns.map((each, index) => (
          <div key={each.name} className={styles.column} onMouseEnter={roving.over(index)}>
            <span>{each.rating === null ? "—" : format.decimal(each.rating, 1)}</span>
            <span
              className={styles.columnBar}
              style={{
                height: each.rating === null ? 1 : (each.rating / 5) * HEIGHT,
                outline: roving.active === index ? "2px solid var(--ink)" : undefined,
              }}
            />
            <span className={styles.columnName}>
              {each.name}
              <br />
              {format.count(each.count)}
            </span>
          </div>
        ))}
      </Marks>
    </ChartFrame>
  );
}
