import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#renderer/format/use-format.ts";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { token } from "#renderer/theme/tokens.ts";
import { axisFor, share } from "./axis.ts";
import { ChartFrame, type ChartText } from "./frame.tsx";
import { MarkName, Marks } from "./marks.tsx";
import styles from "./marks.module.css";
import { useRoving } from "./use-roving.ts";

export interface CoverBar {
  readonly key: string;
  readonly name: string;
  readonly detail?: string;
  /** The report's word for it, translated. */
  readonly stateName: string;
  readonly state: "out" | "reorder" | "slow" | "fine";
  /** Null when nothing sells: the stock lasts for ever. */
  readonly days: number | null;
  readonly reorderDays: number | null;
  /** Pieces left. */
  readonly onHand: number;
}

export interface CoverBarsProps extends ChartText {
  readonly bars: readonly CoverBar[];
  readonly onHandName: string;
  readonly first?: number;
  /** Longer bars end here. */
  readonly maxDays?: number;
}

/** How long stock lasts: what is out first, then the shortest; a line at the reorder point. */
export function CoverBars(props: CoverBarsProps): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { bars, first = 20, maxDays = 120 } = props;
  const [count, setCount] = useState(first);
  const shown = bars.slice(0, count);
  const longest = Math.max(0, ...shown.flatMap((bar) => [bar.days ?? 0, bar.reorderDays ?? 0]));
  const axis = axisFor([Math.min(maxDays, longest)], { zero: true });
  const roving = useRoving(shown.length);
  const write = (bar: CoverBar): string => {
    if (bar.state === "out") return t("charts.out_of_stock");
    return bar.days === null ? t("charts.no_sales") : format.unit(bar.days, "days");
  };
  const [head] = bars;
  const summary = head ? t("charts.sum_cover", { name: head.name, days: write(head) }) : "";
  return (
    <ChartFrame
      {...props}
      summary={summary}
      height={Math.min(bars.length, first) * 32}
      isEmpty={bars.length === 0}
      notes={[t("charts.reorder_mark")]}
      table={{
        columns: [
          { label: t("charts.name") },
          { label: props.onHandName, right: true },
          { label: t("charts.cover"), right: true },
          { label: t("charts.reorder_at"), right: true },
        ],
        rows: bars.map((bar) => [
          bar.name,
          format.count(bar.onHand),
          write(bar),
          format.unit(bar.reorderDays, "days"),
        ]),
      }}
    >
      <Marks
        label={`${summary} ${t("charts.keys")}`}
        roving={roving}
        className={styles.bars}
        tip={(index) => {
          const bar = shown[index]!;
          return {
            title: bar.name,
            rows: [
              { name: t("charts.cover"), value: write(bar) },
              { name: t("charts.reorder_at"), value: format.unit(bar.reorderDays, "days") },
              { name: props.onHandName, value: format.count(bar.onHand) },
            ],
          };
        }}
      >
        {shown.map((bar, index) => (
          <div
            key={bar.key}
            className={styles.barRow}
            data-active={roving.active === index}
            onMouseEnter={roving.over(index)}
          >
            <MarkName name={bar.name} detail={bar.detail} />
            <span className={styles.track}>
              <span className={styles.zero} style={{ left: 0 }} />
              {bar.state !== "out" && bar.days !== null && (
                <span
                  className={styles.bar}
                  style={{
                    left: 0,
                    width: `max(1px, ${share(bar.days, axis) * 100}%)`,
                    background: token(bar.state === "reorder" ? "warn" : "series-2"),
                  }}
                />
              )}
              {bar.reorderDays !== null && (
                <span
                  className={styles.tick}
                  style={{ left: `${share(bar.reorderDays, axis) * 100}%` }}
                />
              )}
            </span>
            <span className={styles.value}>
              {bar.state === "out" ? (
                <StateMark mark="broken" word={bar.stateName} />
              ) : bar.state === "reorder" ? (
                <StateMark mark="warn" word={`${write(bar)}, ${bar.stateName}`} />
              ) : (
                write(bar)
              )}
            </span>
          </div>
        ))}
      </Marks>
      {bars.length > count && (
        <Button
          variant="default"
          size="xs"
          className={styles.more}
          onClick={() => setCount(count + 100)}
        >
          {t("charts.show_rows", {
            shown: format.count(Math.min(count + 100, bars.length)),
            all: format.count(bars.length),
          })}
        </Button>
      )}
    </ChartFrame>
  );
}
