import { useTranslation } from "react-i18next";
import type { Unit } from "#renderer/format/numbers.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { token, type TokenName } from "#renderer/theme/tokens.ts";
import { share } from "./axis.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import { MarkName, Marks } from "./marks.tsx";
import styles from "./marks.module.css";
import { useRoving } from "./use-roving.ts";
import { rankSummary } from "./words.ts";

export interface RankBar {
  readonly key: string;
  readonly name: string;
  readonly detail?: string;
  readonly value: number | null;
  /** 0 to 100, written after the value. */
  readonly percent?: number | null;
}

export interface RankBarsProps extends ChartText {
  readonly bars: readonly RankBar[];
  readonly unit: Unit;
  /** Of the values: "Revenue". */
  readonly valueName: string;
  readonly colour?: TokenName;
  /** Several lists drawn to one scale. */
  readonly max?: number;
  /** Fixed decimals for ratings and ratios. */
  write?(value: number | null): string;
}

/** Bars from zero, in the order given: best sellers, drivers, margins by product. */
export function RankBars(props: RankBarsProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { bars, unit, valueName, colour = "series-1" } = props;
  const write = props.write ?? ((value: number | null) => format.unit(value, unit));
  const values = bars.map(({ value }) => value ?? 0);
  const scale = { min: Math.min(0, ...values), max: props.max ?? Math.max(0, ...values) };
  const roving = useRoving(bars.length);
  const zero = share(0, scale) * 100;
  const summary = rankSummary(t, bars, write);
  return (
    <ChartFrame
      {...props}
      summary={summary}
      height={Math.max(120, bars.length * 32)}
      isEmpty={bars.length === 0}
      table={{
        columns: [
          { label: t("charts.name") },
          { label: valueName, right: true },
          { label: t("charts.share"), right: true },
        ],
        rows: bars.map((bar) => [bar.name, write(bar.value), format.percent(bar.percent)]),
      }}
    >
      <Marks
        label={`${summary} ${t("charts.keys")}`}
        roving={roving}
        className={styles.bars}
        tip={(index) => tipOfBar(bars[index]!, valueName, write, format.percent, t("charts.share"))}
      >
        {bars.map((bar, index) => {
          const at = share(bar.value ?? 0, scale) * 100;
          return (
            <div
              key={bar.key}
              className={styles.barRow}
              data-active={roving.active === index}
              onMouseEnter={roving.over(index)}
            >
              <MarkName name={bar.name} detail={bar.detail} />
              <span className={styles.track}>
                <span
                  className={styles.bar}
                  style={{
                    left: `${Math.min(zero, at)}%`,
                    width: `max(1px, ${Math.abs(at - zero)}%)`,
                    background: token(colour),
                  }}
                />
                {scale.min < 0 && <span className={styles.zero} style={{ left: `${zero}%` }} />}
              </span>
              <span className={styles.value}>
                {write(bar.value)}
                {bar.percent !== undefined && bar.percent !== null && (
                  <span className={styles.share}>{format.percent(bar.percent)}</span>
                )}
              </span>
            </div>
          );
        })}
      </Marks>
    </ChartFrame>
  );
}

function tipOfBar(
  bar: RankBar,
  valueName: string,
  write: (value: number | null) => string,
  percent: (value: number | null) => string,
  shareName: string,
) {
  const known = bar.percent !== undefined && bar.percent !== null;
  return {
    title: bar.name,
    rows: [
      { name: valueName, value: write(bar.value) },
      ...(known ? [{ name: shareName, value: percent(bar.percent ?? null) }] : []),
    ],
  };
}
