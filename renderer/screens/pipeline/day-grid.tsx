import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./calendar.module.css";
import { type CalendarView, rampStep } from "./days.ts";

interface Place {
  /** −1 is the line of all arrivals. */
  readonly row: number;
  readonly column: number;
}
const KEYS: Readonly<Record<string, Place>> = {
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  PageUp: { row: 0, column: -7 },
  PageDown: { row: 0, column: 7 },
};
const SIGN = { late: "▲", missing: "✕", fine: "", none: "" } as const;
const LABEL = 112;

/** What stands at a place, as a sentence. */
function useReadout(view: CalendarView): (place: Place) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ row, column }) => {
    const day = view.days[column];
    if (!day) return "";
    const name = format.day(day.day);
    if (row < 0) {
      const number = format.count(day.rows);
      const late = format.count(day.late);
      return t(`pipeline.calendar_day_${day.state}`, { day: name, count: day.rows, number, late });
    }
    const arrival = view.arrivals[row];
    const arrived = format.day(arrival?.arrived);
    const rows = arrival?.cells[column] ?? 0;
    return rows === 0
      ? t("pipeline.calendar_none", { day: name, arrived })
      : t("pipeline.calendar_cell", {
          day: name,
          arrived,
          count: rows,
          number: format.count(rows),
        });
  };
}

function Months(props: { readonly view: CalendarView; readonly step: number }): React.JSX.Element {
  const format = useFormat();
  const { view, step } = props;
  const starts = view.days.flatMap(({ day }, index) =>
    index === 0 || day.endsWith("-01") ? [{ day, index }] : [],
  );
  const roomy = starts.filter(
    ({ index }, at) => ((starts[at + 1]?.index ?? view.days.length) - index) * step >= 64,
  );
  return (
    <div className={styles.months} aria-hidden>
      {roomy.map(({ day, index }) => (
        <span key={day} style={{ left: LABEL + index * step }}>
          {format.month(day)}
        </span>
      ))}
    </div>
  );
}

function Line(props: {
  readonly name: string;
  readonly cells: readonly number[];
  readonly most: number;
  readonly step: number;
  readonly row: number;
  readonly at: Place | null;
  readonly states?: CalendarView["days"];
}): React.JSX.Element {
  const { name, cells, most, step, row, at, states } = props;
  return (
    <div className={styles.line} data-all={states !== undefined}>
      <span className={styles.label}>{name}</span>
      {cells.map((rows, column) => {
        const state = states?.[column]?.state ?? "fine";
        const chosen = at?.row === row && at.column === column;
        if (rows === 0 && SIGN[state] === "" && !chosen) return null;
        return (
          <span
            key={column}
            className={styles.cell}
            data-row={row}
            data-column={column}
            data-step={rampStep(rows, most)}
            data-state={state}
            data-chosen={chosen}
            style={{ left: LABEL + column * step, width: Math.max(2, step - 1) }}
          >
            {step >= 12 ? SIGN[state] : ""}
          </span>
        );
      })}
    </div>
  );
}

/** Days of orders against days of arrival: late ones stand below their day, missing ones are gaps. */
export function DayGrid(props: { readonly view: CalendarView }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { view } = props;
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<Place | null>(null);
  const readout = useReadout(view);
  const step = Math.max(5, (width - LABEL) / Math.max(1, view.days.length));
  const place = at ?? { row: -1, column: view.days.length - 1 };

  const keys = (event: KeyboardEvent): void => {
    const by = KEYS[event.key];
    if (!by) return;
    event.preventDefault();
    setAt({
      row: Math.min(view.arrivals.length - 1, Math.max(-1, place.row + by.row)),
      column: Math.min(view.days.length - 1, Math.max(0, place.column + by.column)),
    });
  };
  const point = (event: React.MouseEvent): void => {
    const data = event.target instanceof HTMLElement ? event.target.dataset : {};
    if (data["row"] === undefined) return;
    setAt({ row: Number(data["row"]), column: Number(data["column"]) });
  };

  const sums = view.days.map((day) => day.rows);
  return (
    <div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- read day by day with arrow keys */}
      <div
        ref={ref}
        className={styles.grid}
        role="group"
        aria-label={t("pipeline.calendar_question")}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys read it day by day
        tabIndex={0}
        onKeyDown={keys}
        onMouseOver={point}
        onFocus={() => setAt((now) => now ?? place)}
      >
        <Months view={view} step={step} />
        <Line
          name={t("pipeline.calendar_all")}
          cells={sums}
          most={Math.max(0, ...sums)}
          step={step}
          row={-1}
          at={at}
          states={view.days}
        />
        {view.arrivals.map((arrival, row) => (
          <Line
            key={arrival.arrived}
            name={format.day(arrival.arrived)}
            cells={arrival.cells}
            most={view.most}
            step={step}
            row={row}
            at={at}
          />
        ))}
      </div>
      <p className={styles.readout} role="status">
        {at ? readout(at) : <span className="muted">{t("pipeline.calendar_help")}</span>}
      </p>
    </div>
  );
}
