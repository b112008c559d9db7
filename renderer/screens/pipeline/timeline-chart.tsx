import { useTranslation } from "react-i18next";
import { DataTable } from "#renderer/components/data-table.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import type { RunDetail } from "#contract/pipeline.ts";
import styles from "./timeline.module.css";
import { type Bar, type Timeline, timelineOf } from "./timeline.ts";

function useBarText(): (bar: Bar) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ step, open }) =>
    open
      ? t("pipeline.run_timeline_open", {
          label: step.label,
          started: format.seconds(step.started),
        })
      : t("pipeline.run_timeline_step", {
          label: step.label,
          seconds: format.seconds(step.seconds),
          started: format.seconds(step.started),
        });
}

function Phases(props: { readonly timeline: Timeline }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useBarText();
  const { phases, ticks, seconds } = props.timeline;
  return (
    <div className={styles.timeline} aria-hidden>
      {phases.map(({ phase, bars, seconds: sum }) => (
        <div key={phase} className={styles.phase}>
          <span className={styles.name}>{t(`pipeline.phase_${phase}`)}</span>
          <span className={styles.track}>
            {ticks.map((tick) => (
              <span
                key={tick}
                className={styles.line}
                style={{ left: `${(tick / seconds) * 100}%` }}
              />
            ))}
            {bars.map((bar) => (
              <span
                key={bar.step.step}
                className={styles.bar}
                data-open={bar.open}
                title={text(bar)}
                style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
              />
            ))}
          </span>
          <span className={styles.sum}>{format.seconds(sum)}</span>
        </div>
      ))}
      <div className={styles.axis}>
        {ticks.map((tick) => (
          <span key={tick} style={{ left: `${(tick / seconds) * 100}%` }}>
            {format.seconds(tick)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Where the time of a run went: bars per phase, and every step as a table. */
export function TimelineChart(props: {
  readonly steps: RunDetail["steps"];
  readonly whole: number | null;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { steps, whole } = props;
  if (steps.length === 0) return <p className="muted">{t("pipeline.run_timeline_none")}</p>;
  const timeline = timelineOf(steps, whole);
  return (
    <>
      <Phases timeline={timeline} />
      <details className={styles.steps}>
        <summary>{t("common.as_table")}</summary>
        <DataTable
          label={t("pipeline.run_timeline")}
          rows={steps}
          rowKey={(step) => step.step}
          columns={[
            { key: "label", label: t("pipeline.step_name"), cell: (step) => step.label },
            {
              key: "started",
              label: t("pipeline.step_from"),
              align: "right",
              cell: (step) => format.seconds(step.started),
              order: (step) => step.started,
            },
            {
              key: "seconds",
              label: t("pipeline.step_took"),
              align: "right",
              cell: (step) => format.seconds(step.seconds),
              order: (step) => step.seconds,
            },
            {
              key: "rows",
              label: t("pipeline.step_rows"),
              align: "right",
              cell: (step) => format.count(step.rows),
              order: (step) => step.rows,
            },
          ]}
        />
      </details>
    </>
  );
}
