import { z } from "zod";
import { command, job, query } from "./procedure.ts";
import * as quality from "./quality.ts";
import * as reports from "./reports.ts";
import * as runs from "./runs.ts";
import * as sources from "./sources.ts";
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
  },
  sources: {
    list: query(nothing, z.array(sources.sourceSummary)),
    suggest: query(sources.sourceInput, sources.proposal),
    add: command(sources.sourceInput, sources.addedSource),
    check: query(sources.sourceId, sources.sourceCheck),
    preview: query(sources.previewInput, sources.preview),
    map: command(sources.mapInput, sources.remapped),
    remove: command(sources.removeInput, sources.removed),
    accept: command(sources.acceptInput, sources.heldAnswer),
    discard: command(sources.sourceId, sources.heldAnswer),
  },
  runs: {
    start: job(runs.runInput, runs.runResult),
    backfill: job(runs.backfillInput, runs.backfillResult),
    list: query(runs.runListInput, z.array(runs.runSummary)),
    get: query(runs.runId, runs.runResult),
  },
  quality: {
    result: query(quality.qualityInput, quality.qualityResult),
    failing: query(quality.failingInput, quality.failingRows),
  },
  quarantine: {
    list: query(quality.quarantineListInput, quality.quarantineList),
    show: query(quality.quarantineId, quality.quarantineDetail),
    readmit: command(quality.readmitInput, quality.readmitResult),
    waive: command(quality.waiveInput, quality.waiveResult),
    undo: command(quality.undoInput, quality.undoResult),
    recheck: job(quality.recheckInput, quality.recheckResult),
  },
  reports: {
    list: query(reports.reportListInput, z.array(reports.reportSummary)),
    get: query(reports.reportInput, reports.report),
    query: query(reports.queryInput, reports.queryResult),
  },
  publishing: {
    diff: query(nothing, reports.diffResult),
    publish: job(reports.publishInput, reports.publishResult),
    rollback: command(reports.rollbackInput, reports.rollbackResult),
    versions: query(nothing, reports.versionList),
  },
  lineage: {
    trace: query(trace.traceInput, trace.traceResult),
  },
};
export type Contract = typeof contract;
