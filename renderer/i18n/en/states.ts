/** Words of states, errors and the running bar: what every screen shares. */
export const states = {
  good: "Checked",
  warn: "Needs you",
  broken: "Broken",
  act: "Running",
  unknown: "Not known",
  empty_filter: "No row passes “{{filter}}”.",
  remove_filter: "Remove this filter",
  error_title: "This could not be shown",
  lost_title: "The connection to Medallion is lost",
  lost_text:
    "What you see may be old. Runs go on without this window. It reconnects by itself as soon as Medallion answers.",
  unauthorized_title: "This window may no longer look in",
  unauthorized_text:
    "Medallion was started again and has a new address. Open the address it printed when it started.",
  engine_starting: "The data engine is starting.",
  engine_restarting:
    "The data engine stopped and is restarting. Your data is intact; queries that were under way did not finish.",
  engine_back:
    "The data engine stopped and restarted in {{seconds}}. Your data is intact; a query that was under way has to be run again.",
  engine_failed_title: "The data engine does not start",
  engine_failed_text:
    "Nothing was lost: your data and the published reports are where they were. This is why it does not start:",
  engine_failed_again: "Start it again",
  run_again: "Run again",
  host_failed_title: "Medallion could not be reached",
  job_runs_start: "Run",
  job_runs_backfill: "Backfill",
  job_quarantine_recheck: "Re-check",
  job_publishing_publish: "Publish",
  job_explore_export: "Export",
  job_accounts_sign_in: "Sign-in",
  job_night_run: "Nightly run",
  job_rate: "{{rate}} rows/s",
  job_rows: "{{rows}} rows",
  job_left: "about {{time}} left",
  job_done: "{{job}} finished in {{time}}.",
  job_failed: "{{job}} did not finish: {{reason}}",
  job_cancelled: "Stopped. Published reports and earlier data are unchanged.",
  more_jobs_one: "and {{count}} more",
  more_jobs_other: "and {{count}} more",
  running: "Running",
};
