import { SegmentedControl } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Calendar } from "#contract/pipeline.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { type Column, DataTable } from "#renderer/components/data-table.tsx";
import { Empty } from "#renderer/components/empty.tsx";
import { Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { DayGrid } from "./day-grid.tsx";
import { calendarView, type CalendarView, type EventDay } from "./days.ts";
import { PipelinePage } from "./frame.tsx";
import styles from "./pipeline.module.css";
import { WINDOWS } from "./search.ts";

const route = getRouteApi("/pipeline/calendar");
/** More missing days than this are counted, not named. */
const NAMED = 3;

/** Missing days, late days, or that all is there, in one or two sentences. */
function useSentence(): (view: CalendarView) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ days, missing, late }) => {
    const number = (list: readonly EventDay[]) => ({
      count: list.length,
      number: format.count(list.length),
    });
    const names = missing.slice(-NAMED).map(({ day }) => format.day(day));
    const more = missing.length > NAMED ? " …" : "";
    const parts = [
      missing.length > 0 &&
        t("pipeline.calendar_hero_missing", { ...number(missing), days: names.join("; ") + more }),
      late.length > 0 && t("pipeline.calendar_hero_late", number(late)),
    ].filter((part) => part !== false);
    if (parts.length > 0) return parts.join(" ");
    const [first, last] = [days.find((day) => day.rows > 0) ?? days[0], days.at(-1)];
    return t("pipeline.calendar_hero_fine", {
      from: format.day(first?.day),
      to: format.day(last?.day),
    });
  };
}

function DayAction(props: { readonly day: EventDay }): React.JSX.Element {
  const { t } = useTranslation();
  const { day, state } = props.day;
  if (state === "missing") {
    return (
      <LinkButton to="/sources" variant="default" size="compact-sm">
        {t("pipeline.calendar_sources")}
      </LinkButton>
    );
  }
  return (
    <LinkButton
      to="/pipeline"
      search={{ repeat: true, from: day, to: day }}
      variant="default"
      size="compact-sm"
    >
      {t("pipeline.calendar_repeat")}
    </LinkButton>
  );
}

function StateOfDay(props: { readonly state: EventDay["state"] }): React.JSX.Element {
  const { t } = useTranslation();
  return props.state === "missing" ? (
    <StateMark mark="broken" word={t("pipeline.calendar_missing")} />
  ) : (
    <StateMark mark="warn" word={t("pipeline.calendar_late")} />
  );
}

function useColumns(): readonly Column<EventDay>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      key: "day",
      label: t("pipeline.calendar_day"),
      cell: (day) => format.day(day.day),
      order: (day) => day.day,
    },
    {
      key: "state",
      label: t("pipeline.calendar_state"),
      cell: (day) => <StateOfDay state={day.state} />,
      order: (day) => day.state,
    },
    {
      key: "rows",
      label: t("pipeline.calendar_rows"),
      align: "right",
      cell: (day) => format.count(day.rows),
      order: (day) => day.rows,
    },
    {
      key: "late",
      label: t("pipeline.calendar_rows_late"),
      align: "right",
      cell: (day) => format.count(day.late),
      order: (day) => day.late,
    },
    {
      key: "act",
      label: <span className="hidden-text">{t("pipeline.calendar_action")}</span>,
      align: "right",
      cell: (day) => <DayAction day={day} />,
    },
  ];
}

function DayList(props: { readonly days: readonly EventDay[] }): React.JSX.Element {
  const { t } = useTranslation();
  const columns = useColumns();
  return (
    <Section title={t("pipeline.calendar_list")}>
      <Panel flush>
        <DataTable
          label={t("pipeline.calendar_list")}
          rows={props.days}
          rowKey={(day) => day.day}
          columns={columns}
        />
      </Panel>
    </Section>
  );
}

function Days(props: { readonly calendar: Calendar; readonly count: number }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = route.useNavigate();
  const view = calendarView(props.calendar, props.count);
  const list = [...view.missing, ...view.late].toSorted((a, b) => b.day.localeCompare(a.day));
  if (view.days.length === 0) {
    return (
      <Empty title={t("pipeline.calendar_empty_title")} text={t("pipeline.calendar_empty_text")} />
    );
  }
  return (
    <div className={styles.stack}>
      <Section
        title={t("pipeline.calendar_question")}
        text={t("pipeline.calendar_text")}
        aside={
          <SegmentedControl
            aria-label={t("pipeline.calendar_window")}
            value={String(props.count)}
            onChange={(value) =>
              void navigate({
                search: { days: WINDOWS.find((one) => String(one) === value) ?? 60 },
                resetScroll: false,
              })
            }
            data={WINDOWS.map((days) => ({
              value: String(days),
              label: t("pipeline.calendar_days", { number: format.count(days) }),
            }))}
          />
        }
      >
        <Panel>
          <DayGrid view={view} />
        </Panel>
      </Section>
      {list.length > 0 && <DayList days={list} />}
    </div>
  );
}

/** Which days of orders there are, when they arrived, which are missing and which came late. */
export function CalendarScreen(): React.JSX.Element {
  const { days = 60 } = route.useSearch();
  const calendar = useQueryOf(["runs", "calendar"], { days });
  const sentence = useSentence();
  const view = calendar.data && calendarView(calendar.data, days);
  return (
    <PipelinePage hero={view && view.days.length > 0 ? sentence(view) : undefined}>
      <QueryView query={calendar} skeleton={<Skeletons rows={10} height={20} />}>
        {(data) => <Days calendar={data} count={days} />}
      </QueryView>
    </PipelinePage>
  );
}
