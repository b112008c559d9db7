import { Button, SegmentedControl } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Report } from "#contract/reports.ts";
import { windowError } from "#renderer/client/errors.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import { Empty } from "#renderer/components/empty.tsx";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Page } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { ExportMenu } from "#renderer/screens/explore/export-menu.tsx";
import { Kpis } from "./kpis.tsx";
import { Picture } from "./pictures/index.tsx";
import { ReportTable } from "./report-table.tsx";
import styles from "./reports.module.css";
import { useReportNames } from "./use-names.ts";
import { useReportAddress } from "./use-report-address.ts";

const route = getRouteApi("/reports/$name");

/** One report: its question, the answer in a sentence, figures, pictures and all its rows. */
export function ReportScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const { name } = route.useParams();
  const { search } = useReportAddress();
  const published = search.published ?? false;
  const label = useReportNames()(name);
  const query = useQueryOf(["reports", "get"], { name, published });
  const report = query.data?.name === name ? query.data : null;
  const above = (
    <>
      <Link to="/reports" className={styles.crumb}>
        {t("reports.back")}
      </Link>{" "}
      / {label}
    </>
  );
  return (
    <Page
      name={label}
      title={report?.question ?? label}
      above={above}
      hero={report && report.rows.length > 0 ? report.sentence : undefined}
      secondary={<Tools name={name} />}
    >
      {report ? (
        <div
          className={styles.report}
          data-old={query.isPlaceholderData}
          aria-busy={query.isPlaceholderData}
        >
          {query.error && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
          <Loaded report={report} />
        </div>
      ) : query.error ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeletons rows={8} height={36} />
      )}
    </Page>
  );
}

function Failed(props: { readonly error: Error; onRetry(): void }): React.JSX.Element {
  const { t } = useTranslation();
  const { search, set } = useReportAddress();
  const { code, message } = windowError(props.error);
  if (code !== "not_found") return <ErrorPanel {...props} />;
  if (search.published) {
    return (
      <Empty text={t("reports.not_published")}>
        <Button onClick={() => set("published", undefined)}>{t("reports.see_build")}</Button>
      </Empty>
    );
  }
  return (
    <Empty text={message}>
      <Button component={Link} to="/reports">
        {t("reports.back")}
      </Button>
    </Empty>
  );
}

function Tools({ name }: { readonly name: string }): React.JSX.Element {
  const { t } = useTranslation();
  const { search, set } = useReportAddress();
  const published = search.published ?? false;
  return (
    <>
      <SegmentedControl
        aria-label={t("reports.which")}
        transitionDuration={0}
        value={published ? "published" : "build"}
        onChange={(value) => set("published", value === "published" ? true : undefined)}
        data={[
          { value: "build", label: t("reports.build") },
          { value: "published", label: t("reports.published") },
        ]}
      />
      <SegmentedControl
        aria-label={t("reports.view")}
        transitionDuration={0}
        value={search.view ?? "charts"}
        onChange={(value) => set("view", value === "table" ? "table" : undefined)}
        data={[
          { value: "charts", label: t("reports.charts") },
          { value: "table", label: t("reports.all_rows") },
        ]}
      />
      <ExportMenu input={{ rows: { table: `reports.${name}`, published }, published }} />
    </>
  );
}

function Loaded({ report }: { readonly report: Report }): React.JSX.Element {
  const { t } = useTranslation();
  const { search } = useReportAddress();
  if (report.rows.length === 0) {
    return (
      <Empty title={t("reports.no_rows")} text={t("reports.no_rows_text")}>
        <Button component={Link} to="/sources">
          {t("reports.to_sources")}
        </Button>
      </Empty>
    );
  }
  return (
    <>
      <Kpis report={report} />
      {search.view === "table" ? <ReportTable report={report} /> : <Picture report={report} />}
    </>
  );
}
