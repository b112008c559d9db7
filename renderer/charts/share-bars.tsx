import { useTranslation } from "react-i18next";
import { useFormat } from "#renderer/format/use-format.ts";
import { token, type TokenName } from "#renderer/theme/tokens.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import frame from "./frame.module.css";
import { MarkName, Marks } from "./marks.tsx";
import styles from "./marks.module.css";
import { useRoving } from "./use-roving.ts";

export interface SharePart {
  readonly name: string;
  readonly colour: TokenName;
  /** Colour of the percentage written on it; it has to read in both themes, and axe checks that. */
  readonly text: "ink" | "surface";
}

export interface ShareRow {
  readonly key: string;
  readonly name: string;
  readonly detail?: string;
  /** One per part, 0 to 100. */
  readonly percents: readonly number[];
  readonly counts?: readonly number[];
  /** At the end of the bar, e.g. an amount. */
  readonly end?: string;
}

export interface ShareBarsProps extends ChartText {
  readonly rows: readonly ShareRow[];
  readonly parts: readonly SharePart[];
  readonly endName?: string;
}

/** A part narrower than this has no room for its number. */
const ROOM = 8;

/** 100 % bars: how payments end, how reviews feel. */
export function ShareBars(props: ShareBarsProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { rows, parts, endName } = props;
  const roving = useRoving(rows.length);
  const [first] = rows;
  const summary =
    first && parts[0]
      ? t("charts.sum_shares", {
          name: first.name,
          share: format.percent(first.percents[0]),
          part: parts[0].name,
        })
      : "";
  return (
    <ChartFrame
      {...props}
      summary={summary}
      height={40 + rows.length * 36}
      isEmpty={rows.length === 0}
      table={{
        columns: [
          { label: t("charts.name") },
          ...parts.map(({ name }) => ({ label: name, right: true })),
          ...(endName ? [{ label: endName, right: true }] : []),
        ],
        rows: rows.map((row) => [
          row.name,
          ...row.percents.map((percent) => format.percent(percent)),
          ...(endName ? [row.end ?? ""] : []),
        ]),
      }}
    >
      <p className={styles.keys}>
        {parts.map((part) => (
          <span key={part.name}>
            <span className={frame.swatch} style={{ background: token(part.colour) }} />
            {part.name}
          </span>
        ))}
      </p>
      <Marks
        label={`${summary} ${t("charts.keys")}`}
        roving={roving}
        className={styles.bars}
        tip={(index) => {
          const row = rows[index]!;
          const count = (at: number): string =>
            row.counts ? ` (${format.count(row.counts[at])})` : "";
          return {
            title: row.name,
            rows: parts.map((part, at) => ({
              name: part.name,
              value: `${format.percent(row.percents[at])}${count(at)}`,
              colour: token(part.colour),
            })),
          };
        }}
      >
        {rows.map((row, index) => (
          <div
            key={row.key}
            className={styles.barRow}
            style={{ minHeight: 36 }}
            data-active={roving.active === index}
            onMouseEnter={roving.over(index)}
          >
            <MarkName name={row.name} detail={row.detail} />
            <span className={styles.shareBar}>
              {parts.map((part, at) => {
                const percent = row.percents[at] ?? 0;
                if (percent <= 0) return null;
                return (
                  <span
                    key={part.name}
                    className={styles.sharePart}
                    style={{
                      flex: `${percent} 0 0`,
                      background: token(part.colour),
                      color: token(part.text),
                    }}
                  >
                    {percent >= ROOM ? format.percent(percent, 0) : ""}
                  </span>
                );
              })}
            </span>
            <span className={styles.value}>{row.end ?? ""}</span>
          </div>
        ))}
      </Marks>
    </ChartFrame>
  );
}
