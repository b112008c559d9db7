import { useTranslation } from "react-i18next";
import type { Report } from "#contract/reports.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { useGridColumns } from "#renderer/screens/explore/data-grid.tsx";
import { Grid } from "#renderer/screens/explore/grid/grid.tsx";
import styles from "./reports.module.css";

/** Every row of the report, as it is stored. */
export function ReportTable({ report }: { readonly report: Report }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = useGridColumns(report.columns, report.rows);
  const count = report.rows.length;
  return (
    <div>
      <p className="caption">{t("reports.table_rows", { count, number: format.count(count) })}</p>
      <div className={styles.grid}>
        <Grid
          label={report.label}
          columns={columns}
          total={count}
          rowAt={(index) => report.rows[index]}
          head={(column) => (
            <div className={styles.head} data-align={column.align} title={column.name}>
              {column.name}
            </div>
          )}
        />
      </div>
    </div>
  );
}
