import type { Services } from "#app/services.ts";
import { consoleLink } from "#domain/night/console-link.ts";
import { DEFAULT_ALERTS } from "#domain/schedule.ts";
import type { BundleFile } from "#ports/nights.ts";

/** Mail servers commonly take 10 MB, and an attachment grows by a third on its way. */
export const ATTACHED_BYTES = 7_000_000;

export interface MailedReports {
  readonly version: number;
  /** `Version 12, published …`. */
  readonly as_of: string;
  readonly date: string;
  readonly reports: readonly { readonly label: string; readonly sentence: string }[];
  readonly files: readonly BundleFile[];
}

/**
 * Mails the reports of a version to who wanted them, each version once. Sent before it is noted: a kill
 * between may repeat a mail and never loses one.
 * @returns what came of it, or null when there was nothing to mail.
 */
export async function mailReports(
  services: Services,
  { version, as_of, date, reports, files }: MailedReports,
): Promise<{ readonly failed: boolean; readonly text: string } | null> {
  const { alerts = DEFAULT_ALERTS } = await services.workspaces.open(services.directory);
  const { report_emails: to = [], console_url = null } = alerts;
  const outbox = await services.nights.outbox();
  if (to.length === 0 || (outbox.mailed_version ?? 0) >= version) return null;
  const fits = services.alerts.archiveBytes(files) <= ATTACHED_BYTES;
  const link = consoleLink(console_url, "/reports");
  const where = fits
    ? "Each report is attached as a page of its own; begin with index.html."
    : `The pages are too large for a mail; they are in the workspace's folder reports/${date}.`;
  const text = [
    as_of,
    "",
    ...reports.map(({ label, sentence }) => `${label}: ${sentence}`),
    "",
    where,
    ...(link === null ? [] : [`In the console: ${link}`]),
    "",
  ].join("\n");
  const error = await services.alerts.mailReports({
    to,
    subject: `Reports of ${date}, version ${version}`,
    text,
    pages: fits ? files : [],
    archive: `reports-${date}.zip`,
  });
  if (error !== null) return { failed: true, text: `The reports were not mailed: ${error}` };
  await services.nights.saveOutbox({
    ...(await services.nights.outbox()),
    mailed_version: version,
  });
  const people = to.length === 1 ? "1 person" : `${to.length} people`;
  return { failed: false, text: `Mailed to ${people}${fits ? "" : ", without the pages"}.` };
}
