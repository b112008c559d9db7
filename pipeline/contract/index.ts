import { z } from "zod";
import * as accounts from "./accounts.ts";
import * as connections from "./connections.ts";
import * as explore from "./explore.ts";
import { nightDue } from "./night-due.ts";
import * as handover from "./handover.ts";
import * as lake from "./lake.ts";
import * as night from "./night.ts";
import * as overview from "./overview.ts";
import * as pipeline from "./pipeline.ts";
import { command, job, query } from "./procedure.ts";
import * as quality from "./quality.ts";
import * as reports from "./reports.ts";
import * as runs from "./runs.ts";
import * as settings from "./settings.ts";
import * as sources from "./sources.ts";
import * as support from "./support.ts";
import * as target from "./target.ts";
import * as trace from "./trace.ts";
import * as workspace from "./workspace.ts";

const nothing = z.object({}).default({});

/**
 * Everything a host can ask Medallion, for one workspace folder. The same names are spoken in process by
 * the CLI, over HTTP by the web host and over a message port by the desktop window.
 */
export const contract = {
  workspace: {
    init: command(workspace.initInput, workspace.workspaceInfo),
    info: query(nothing, workspace.workspaceInfo),
    doctor: query(nothing, workspace.diagnosis),
    overview: query(nothing, overview.overview),
    settings: query(nothing, settings.settings),
    change: command(settings.settingsPatch, settings.settingsChanged),
    changes: query(nothing, z.array(overview.change)),
    undo: command(overview.changeId, overview.undone),
    metrics: query(nothing, z.array(support.metric)),
    supportBundle: command(nothing, support.supportBundle),
    maintain: job(support.maintainInput, support.maintained),
  },
  sources: {
    list: query(nothing, z.array(sources.sourceSummary)),
    get: query(sources.sourceId, sources.sourceDetail),
    tabs: query(sources.tabsInput, sources.tabList),
    peek: query(sources.peekInput, sources.rawGrid),
    suggest: query(sources.sourceInput, sources.proposal),
    draft: query(sources.draftInput, sources.draft),
    add: command(sources.sourceInput, sources.addedSource),
    check: query(sources.sourceId, sources.sourceCheck),
    preview: query(sources.previewInput, sources.preview),
    map: command(sources.mapInput, sources.remapped),
    acceptRename: command(sources.renameInput, sources.renamed),
    remove: command(sources.removeInput, sources.removed),
    accept: command(sources.acceptInput, sources.heldAnswer),
    discard: command(sources.sourceId, sources.heldAnswer),
  },
  accounts: {
    list: query(nothing, z.array(accounts.listedAccount)),
    signIn: job(nothing, accounts.account),
    addKeyFile: command(accounts.keyFileInput, accounts.account),
    addApiKey: command(accounts.apiKeyInput, accounts.account),
    remove: command(accounts.accountName, accounts.removedAccount),
  },
  target: {
    show: query(nothing, target.targetState),
    set: command(target.snowflakeTarget, target.targetState),
    /** Everything stays on this computer again; the secrets of the target go, too. */
    leave: command(nothing, target.targetState),
    secret: command(target.targetSecret, target.targetState),
    keyFile: command(target.targetKeyFile, target.targetState),
    /** Takes the secrets of the target's user from this computer. */
    forget: command(nothing, target.targetState),
    test: query(nothing, target.targetTest),
    script: query(nothing, target.targetScript),
    estimate: query(nothing, target.targetEstimate),
    last: query(nothing, target.targetLast),
    /** Asks Snowflake, which takes its warehouse for a minute. */
    versions: query(nothing, target.targetVersions),
    rollback: command(target.targetRollback, target.targetRolledBack),
  },
  connections: {
    /** What can be read at a place, or what is in the way. Nothing is kept. */
    look: query(connections.lookInput, connections.lookAround),
    remember: command(connections.rememberInput, connections.connectionName),
    forget: command(connections.secretOwner, connections.connectionName),
    kept: query(connections.secretOwner, connections.secretKept),
    test: query(connections.connectionInput, connections.connectionTest),
  },
  lake: {
    /** Shares this workspace's lake: what it has is pushed. */
    connect: job(lake.bucketPlace, lake.lakeMoved),
    /** Fills an empty folder from a lake that others share. */
    open: job(lake.bucketPlace, lake.lakeMoved),
    push: job(nothing, lake.lakeMoved),
    pull: job(lake.pullInput, lake.lakeMoved),
    status: query(nothing, lake.lakeStatus),
  },
  runs: {
    start: job(runs.runInput, runs.runResult),
    backfill: job(runs.backfillInput, runs.backfillResult),
    list: query(runs.runListInput, z.array(runs.runSummary)),
    get: query(runs.runId, runs.runResult),
    detail: query(runs.runId, pipeline.runDetail),
    graph: query(nothing, pipeline.graph),
    calendar: query(pipeline.calendarInput, pipeline.calendar),
  },
  quality: {
    result: query(quality.qualityInput, quality.qualityResult),
    failing: query(quality.failingInput, quality.failingRows),
    trend: query(quality.trendInput, quality.trend),
  },
  quarantine: {
    list: query(quality.quarantineListInput, quality.quarantineList),
    show: query(quality.quarantineId, quality.quarantineDetail),
    readmit: command(quality.readmitInput, quality.readmitResult),
    waive: command(quality.waiveInput, quality.waiveResult),
    undo: command(quality.undoInput, quality.undoResult),
    recheck: job(quality.recheckInput, quality.recheckResult),
    decisions: query(nothing, quality.decisionList),
  },
  reports: {
    list: query(reports.reportListInput, z.array(reports.reportSummary)),
    get: query(reports.reportInput, reports.report),
    query: query(reports.queryInput, reports.queryResult),
    explain: query(reports.explainInput, reports.explanation),
  },
  publishing: {
    diff: query(nothing, reports.diffResult),
    publish: job(reports.publishInput, reports.publishResult),
    rollback: command(reports.rollbackInput, reports.rollbackResult),
    versions: query(nothing, reports.versionList),
    /** Scripts that load what readers see into another warehouse. */
    handover: query(handover.handoverInput, handover.handover),
  },
  explore: {
    tables: query(explore.tablesInput, z.array(explore.tableSummary)),
    rows: query(explore.rowsInput, explore.rowsPage),
    profile: query(explore.profileInput, explore.tableProfile),
    export: job(explore.exportInput, explore.exported),
  },
  schedule: {
    get: query(nothing, settings.scheduleState),
    change: command(settings.schedulePatch, settings.scheduleChanged),
    register: command(settings.registerInput, settings.scheduleState),
    mailServer: command(settings.mailServerInput, settings.scheduleState),
    files: query(settings.scheduleFilesInput, settings.scheduleFiles),
  },
  night: {
    run: job(night.nightInput, night.nightResult),
    status: query(nothing, night.nightStatus),
    due: query(nothing, nightDue),
    preflight: query(nothing, night.preflight),
    mute: command(night.muteInput, night.mutedResult),
    unmute: command(night.incidentId, night.incidentId),
    list: query(night.nightListInput, z.array(night.night)),
    test: command(night.testInput, night.delivery),
    resend: command(nothing, night.resent),
  },
  lineage: {
    trace: query(trace.traceInput, trace.traceResult),
  },
};
export type Contract = typeof contract;
