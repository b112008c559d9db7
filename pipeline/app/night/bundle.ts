import { getReport, reportModels } from "#app/reports/reports.ts";
import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import { indexPage, type PagedReport, reportPage } from "#domain/night/report-page.ts";
import { wallClock } from "#domain/schedule.ts";
import type { NightJournal } from "./journal-night.ts";
import { mailReports } from "./report-mail.ts";

/** Every published report as a page of its own: what readers see, never what waits for a person. */
export async function writeBundle(
  services: Services,
  journal: NightJournal,
  call: Call,
): Promise<{ readonly status: "done" | "skipped" | "failed"; readonly text: string }> {
  const current = await services.publisher.current();
  if (current === null) return { status: "skipped", text: "Nothing is published, so no reports." };
  const { time_zone } = await services.workspaces.open(services.directory);
  const version = (await services.publisher.versions()).find((v) => v.version === current.version);
  const at = wallClock(new Date(version?.published_at ?? current.switched_at), time_zone);
  const as_of = `Version ${current.version}, published ${at} (${time_zone}).`;
  const reports: PagedReport[] = [];
  for (const { name } of await reportModels(services)) {
    reports.push(await getReport(services)({ name, published: true }, call));
  }
  const pages = reports.map((report) => ({
    name: `${report.name}.html`,
    text: reportPage(report, as_of),
  }));
  const date = wallClock(new Date(journal.record.started_at), time_zone).slice(0, 10);
  const index = { name: "index.html", text: indexPage(reports, as_of) };
  const files = [...pages, index];
  await services.nights.saveBundle(date, files);
  const made = `${pages.length} reports in reports/${date}.`;
  const { version: number } = current;
  const mailed = await mailReports(services, { version: number, as_of, date, reports, files });
  if (mailed === null) return { status: "done", text: made };
  return { status: mailed.failed ? "failed" : "done", text: `${made} ${mailed.text}` };
}
