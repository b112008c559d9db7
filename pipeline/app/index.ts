import { estimateTarget, lastOnTarget } from "./snowflake/spend.ts";
import {
  forgetSecrets,
  leaveTarget,
  setTarget,
  showTarget,
  storeKey,
  storeSecret,
  targetScript,
} from "./snowflake/target.ts";
import { testTarget } from "./snowflake/connection-test.ts";
import { cloudVersions, rollbackCloud } from "./snowflake/rollback.ts";
import { addApiKey, addKeyFile, listAccounts, removeAccount, signIn } from "./accounts/accounts.ts";
import {
  forgetConnection,
  lookAround,
  rememberConnection,
  secretKept,
  testConnection,
} from "./connections/connections.ts";
import { tables } from "./explore/catalogue.ts";
import { exportRows } from "./explore/export.ts";
import { profile } from "./explore/profile.ts";
import { rows } from "./explore/rows.ts";
import { handover } from "./handover/handover.ts";
import { connectLake, lakeStatus, openLake, pullLake, pushLake } from "./lake/lake.ts";
import { trace } from "./lineage/trace.ts";
import { overview } from "./overview/overview.ts";
import { graph } from "./pipeline/graph.ts";
import { nightDue } from "./night/due.ts";
import { nightRun } from "./night/night-run.ts";
import { preflight } from "./night/preflight/preflight.ts";
import { resendMessages, testChannel } from "./night/deliveries.ts";
import { listNights, muteIncident, nightStatus, unmuteIncident } from "./night/status.ts";
import { diff } from "./publish/diff.ts";
import { publish } from "./publish/publish.ts";
import { rollback, versions } from "./publish/versions.ts";
import { decisions } from "./quality/decisions.ts";
import { trend } from "./quality/trend.ts";
import { calendar } from "./pipeline/calendar.ts";
import { runDetail } from "./pipeline/detail.ts";
import { failing } from "./quality/failing.ts";
import { list } from "./quality/list.ts";
import { readmit } from "./quality/readmit.ts";
import { recheck } from "./quality/recheck.ts";
import { result } from "./quality/result.ts";
import { show } from "./quality/show.ts";
import { undo, waive } from "./quality/waive.ts";
import { explain } from "./reports/explain.ts";
import { query } from "./reports/query.ts";
import { getReport, listReports } from "./reports/reports.ts";
import { backfill } from "./run/backfill.ts";
import { getRun, listRuns } from "./run/list-runs.ts";
import { startRun } from "./run/start-run.ts";
import { sheetTabs } from "./sources/tabs.ts";
import { acceptSource, discardSource } from "./sources/held.ts";
import {
  acceptRename,
  addSource,
  checkSource,
  draftSource,
  getSource,
  listSources,
  mapSource,
  peekSource,
  previewSource,
  removeSource,
  suggestSource,
} from "./sources/index.ts";
import type { UseCases } from "./use-case.ts";
import { changes, undo as undoChange } from "./changes/changes.ts";
import { mailServer } from "./schedule/alert-settings.ts";
import {
  changeSchedule,
  getSchedule,
  registerSchedule,
  scheduleFiles,
} from "./schedule/schedule.ts";
import { maintain } from "./upkeep/maintain.ts";
import { supportBundle } from "./support/bundle.ts";
import { metrics } from "./support/metrics.ts";
import { changeSettings, settings } from "./workspace/settings.ts";
import { doctor } from "./workspace/doctor.ts";
import { info, init } from "./workspace/init.ts";

/** One use case per name of the contract. */
export const useCases: UseCases = {
  workspace: {
    init,
    info,
    doctor,
    overview,
    settings,
    change: changeSettings,
    changes,
    undo: undoChange,
    metrics,
    supportBundle,
    maintain,
  },
  sources: {
    tabs: sheetTabs,
    list: listSources,
    get: getSource,
    peek: peekSource,
    suggest: suggestSource,
    draft: draftSource,
    add: addSource,
    check: checkSource,
    preview: previewSource,
    map: mapSource,
    acceptRename,
    remove: removeSource,
    accept: acceptSource,
    discard: discardSource,
  },
  accounts: { list: listAccounts, signIn, addKeyFile, addApiKey, remove: removeAccount },
  target: {
    show: showTarget,
    set: setTarget,
    leave: leaveTarget,
    secret: storeSecret,
    keyFile: storeKey,
    forget: forgetSecrets,
    test: testTarget,
    script: targetScript,
    estimate: estimateTarget,
    last: lastOnTarget,
    versions: cloudVersions,
    rollback: rollbackCloud,
  },
  connections: {
    look: lookAround,
    remember: rememberConnection,
    forget: forgetConnection,
    kept: secretKept,
    test: testConnection,
  },
  lake: {
    connect: connectLake,
    open: openLake,
    push: pushLake,
    pull: pullLake,
    status: lakeStatus,
  },
  runs: {
    start: startRun,
    backfill,
    list: listRuns,
    get: getRun,
    detail: runDetail,
    graph,
    calendar,
  },
  quality: { result, failing, trend },
  quarantine: {
    list,
    show,
    readmit,
    waive,
    undo,
    recheck,
    decisions,
  },
  reports: { list: listReports, get: getReport, query, explain },
  publishing: { diff, publish, rollback, versions, handover },
  explore: {
    tables,
    rows,
    profile,
    export: exportRows,
  },
  schedule: {
    mailServer,
    get: getSchedule,
    change: changeSchedule,
    register: registerSchedule,
    files: scheduleFiles,
  },
  night: {
    run: nightRun,
    status: nightStatus,
    due: nightDue,
    list: listNights,
    preflight,
    mute: muteIncident,
    unmute: unmuteIncident,
    test: testChannel,
    resend: resendMessages,
  },
  lineage: { trace },
};
