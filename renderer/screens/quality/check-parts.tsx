import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CheckResult } from "#contract/quality.ts";
import { TrendLine } from "#renderer/charts/trend-line.tsx";
import { useJobs } from "#renderer/client/context.tsx";
import { useQueryOf, useStartJob } from "#renderer/client/queries.ts";
import { QueryView } from "#renderer/components/query-view.tsx";
import { SidePanel } from "#renderer/components/side-panel.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { ruleOf, setsAside } from "./filters.ts";
import { RecheckButton } from "./recheck.tsx";
import { WaiveForm } from "./waive-form.tsx";

/** Checks of whole tables are checked again by a run; rules of single rows by reading those rows. */
export function CheckAgain(props: { readonly check: CheckResult }): React.JSX.Element {
  const { t } = useTranslation();
  const { running } = useJobs();
  const start = useStartJob("runs.start");
  if (setsAside(props.check)) return <RecheckButton rows={{ filter: ruleOf(props.check) }} />;
  return (
    <Button
      disabled={running.length > 0}
      loading={start.isPending}
      title={t("quality.recheck_run_text")}
      onClick={() => start.mutate({})}
    >
      {t(running.length > 0 ? "quality.rechecking" : "quality.recheck")}
    </Button>
  );
}

/** Whether its rows may be let through; asked of one of them. */
export function useWaivable(check: CheckResult | undefined): boolean {
  const aside = check !== undefined && setsAside(check);
  const { entity, rule } = check ? ruleOf(check) : { entity: "", rule: "" };
  const rows = useQueryOf(
    ["quarantine", "list"],
    { entity, rule, limit: 1 },
    { enabled: aside, keep: false },
  );
  const reasons = rows.data?.rows[0]?.reasons ?? [];
  return reasons.some((reason) => reason.rule === rule && reason.waivable);
}

/** What a check found, run by run. */
export function CheckTrend(props: { readonly check: CheckResult }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const trend = useQueryOf(["quality", "trend"], { check: props.check.name }, { keep: false });
  return (
    <QueryView query={trend} skeleton={<Skeletons rows={4} />}>
      {(points) => (
        <TrendLine
          title={t("quality.check_trend")}
          valueName={t("quality.check_trend_value")}
          fromZero
          empty={t("quality.check_trend_empty")}
          points={points.map((point) => ({
            at: point.at,
            // Where it was skipped or did not apply nothing is known: a gap, not a zero.
            value:
              point.status === "skipped" || point.status === "not_applicable"
                ? null
                : point.rows_failed,
            note: `${format.count(point.rows_failed)} / ${format.count(point.rows_checked)}`,
          }))}
        />
      )}
    </QueryView>
  );
}

/** Lets all rows of the rule through. */
export function WaivePanel(props: {
  readonly check: CheckResult;
  onClose(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { check, onClose } = props;
  const { entity, rule } = ruleOf(check);
  return (
    <SidePanel title={t("quality.waive_title")} onClose={onClose}>
      <WaiveForm
        rule={rule}
        says={check.says}
        rows={check.rows_failed}
        chosen={{ filter: { entity, rule } }}
        onDone={onClose}
      />
    </SidePanel>
  );
}
