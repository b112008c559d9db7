import { Button, SegmentedControl } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand, useQueryOf } from "#renderer/client/queries.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { Page, Panel } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { SidePanel } from "#renderer/components/side-panel.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { toast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { AsideFilters } from "./aside-filters.tsx";
import { AsideList, type AsidePages, useAside } from "./aside-list.tsx";
import { AsidePanel } from "./aside-panel.tsx";
import { DecisionList } from "./decision-list.tsx";
import { type AsideFilter, asideQuery, without } from "./filters.ts";
import styles from "./quality.module.css";
import { OpenedNotice, RecheckButton, RecheckResult } from "./recheck.tsx";
import { useRowMoves } from "./use-row-moves.ts";
import { WaiveForm } from "./waive-form.tsx";

const route = getRouteApi("/quality/quarantine");

function ReadmitButton(props: { readonly filter: AsideFilter }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const readmit = useCommand(["quarantine", "readmit"], {
    onSuccess: ({ judged, passing }) =>
      toast(
        t("quality.readmitted", {
          count: judged,
          number: format.count(judged),
          passing: format.count(passing),
        }),
      ),
  });
  return (
    <Button
      variant="default"
      title={t("quality.readmit_text")}
      loading={readmit.isPending}
      onClick={() => readmit.mutate({ filter: asideQuery(props.filter) })}
    >
      {t("quality.readmit")}
    </Button>
  );
}

interface RowsProps {
  readonly pages: AsidePages;
  readonly filter: AsideFilter;
  go(filter: AsideFilter, replace?: boolean): void;
}

/** Letting through is offered for one rule at a time: its reason has to be true of every row. */
function WaiveAll({ pages, filter, go }: RowsProps): React.JSX.Element | null {
  const { t } = useTranslation();
  const { rule, entity } = filter;
  const reason = pages.loaded[0]?.row.reasons.find((one) => one.rule === rule);
  if (rule === undefined || entity === undefined || !reason?.waivable) return null;
  const close = (): void => go(without(filter, "waive"), true);
  return (
    <>
      <Button variant="default" onClick={() => go({ ...filter, waive: true })}>
        {t("quality.waive")}
      </Button>
      {filter.waive && (
        <SidePanel title={t("quality.waive_title")} onClose={close}>
          <WaiveForm
            rule={rule}
            says={reason.says}
            rows={pages.total}
            chosen={{ filter: asideQuery(filter) }}
            onDone={close}
          />
        </SidePanel>
      )}
    </>
  );
}

function NoRows(props: Omit<RowsProps, "pages">): React.JSX.Element {
  const { t } = useTranslation();
  const { filter, go } = props;
  if (Object.keys(asideQuery(filter)).length === 0) {
    return <Empty title={t("quality.aside_none_title")} text={t("quality.aside_none_text")} />;
  }
  return (
    <Empty text={t("quality.aside_empty_filter")}>
      <Button
        variant="default"
        onClick={() => go(without(filter, "entity", "rule", "source", "row"))}
      >
        {t("quality.aside_clear")}
      </Button>
    </Empty>
  );
}

function Rows(props: RowsProps): React.JSX.Element {
  const { pages, filter, go } = props;
  const move = useRowMoves<string>(filter.row, (row, replace) =>
    go(row === null ? without(filter, "row") : { ...filter, row }, replace),
  );
  return (
    <>
      <OpenedNotice />
      <RecheckResult />
      <AsideFilters filter={filter} shown={pages.total} onFilter={go} />
      <QueryView query={pages.first} skeleton={<Skeletons rows={10} height={28} />}>
        {({ total }) =>
          total === 0 ? (
            <NoRows filter={filter} go={go} />
          ) : (
            <Panel flush>
              <AsideList pages={pages} selected={filter.row ?? null} onOpen={move} />
            </Panel>
          )
        }
      </QueryView>
      {filter.row !== undefined && <AsidePanel id={filter.row} pages={pages} onMove={move} />}
    </>
  );
}

function Views(props: Omit<RowsProps, "pages">): React.JSX.Element {
  const { t } = useTranslation();
  const { filter, go } = props;
  return (
    <SegmentedControl
      className={styles.views}
      aria-label={t("quality.aside_views")}
      value={filter.view ?? "rows"}
      onChange={(view) =>
        go(view === "decisions" ? { ...without(filter, "row"), view } : without(filter, "view"))
      }
      data={[
        { value: "rows", label: t("quality.aside_rows") },
        { value: "decisions", label: t("quality.aside_decisions") },
      ]}
    />
  );
}

/** Rows that are in no report until someone corrects them or lets them through. */
export function AsideScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useAside(filter);
  const whole = useQueryOf(["quarantine", "list"], { limit: 1 });
  const go = (next: AsideFilter, replace = false): void =>
    void navigate({ search: next, replace, resetScroll: false });
  const total = whole.data?.total;
  const nothing = windowError(pages.first.error).code === "not_found";
  return (
    <Page
      title={t("quality.aside_title")}
      above={<Link to="/quality">{t("quality.back")}</Link>}
      primary={
        pages.total > 0 &&
        filter.view === undefined && (
          <RecheckButton rows={{ filter: asideQuery(filter) }} count={pages.total} />
        )
      }
      secondary={
        pages.total > 0 &&
        filter.view === undefined && (
          <>
            <ReadmitButton filter={filter} />
            <WaiveAll pages={pages} filter={filter} go={go} />
          </>
        )
      }
      hero={
        total !== undefined && total > 0
          ? t("quality.aside_hero", { count: total, number: format.count(total) })
          : undefined
      }
    >
      {pages.first.error && nothing ? (
        <Empty title={t("quality.empty_title")} text={t("quality.empty_text")} />
      ) : (
        <>
          <Views filter={filter} go={go} />
          {filter.view === "decisions" ? (
            <DecisionList />
          ) : (
            <Rows pages={pages} filter={filter} go={go} />
          )}
        </>
      )}
    </Page>
  );
}
