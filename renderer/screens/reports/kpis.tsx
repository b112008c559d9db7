import { useTranslation } from "react-i18next";
import type { Kpi, Report } from "#contract/reports.ts";
import { Short } from "#renderer/components/values.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import styles from "./reports.module.css";
import { useChangeText } from "./use-change-text.ts";
import { kpiChange, otherCurrencyRows, shownKpis } from "./view/kpis.ts";

/** The figures of a report; where readers see another one, the difference stands below. */
export function Kpis({ report }: { readonly report: Report }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const left = otherCurrencyRows(report.kpis);
  return (
    <div>
      <dl className={styles.kpis}>
        {shownKpis(report.kpis).map((kpi) => (
          <div key={kpi.name}>
            <dt className="caption">{kpi.label}</dt>
            <dd className="kpi">
              <Short value={kpi.value as string | null} unit={kpi.unit} />
            </dd>
            <Against kpi={kpi} />
          </div>
        ))}
      </dl>
      {left > 0 && (
        <p className="caption">
          {t("reports.other_currency", { count: left, number: format.count(left) })}
        </p>
      )}
    </div>
  );
}

function Against({ kpi }: { readonly kpi: Kpi }): React.JSX.Element | null {
  const { t } = useTranslation();
  const changeText = useChangeText();
  const change = kpiChange(kpi);
  if (change === null) return null;
  const delta = changeText(change.delta, kpi.unit, change.percent);
  return <dd className={styles.against}>{t("reports.against_published", { delta })}</dd>;
}
