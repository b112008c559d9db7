import { trace } from "./lineage/trace.ts";
import { diff } from "./publish/diff.ts";
import { publish } from "./publish/publish.ts";
import { rollback, versions } from "./publish/versions.ts";
import { failing } from "./quality/failing.ts";
import { list } from "./quality/list.ts";
import { readmit } from "./quality/readmit.ts";
import { recheck } from "./quality/recheck.ts";
import { result } from "./quality/result.ts";
import { show } from "./quality/show.ts";
import { undo, waive } from "./quality/waive.ts";
import { query } from "./reports/query.ts";
import { getReport, listReports } from "./reports/reports.ts";
import { backfill } from "./run/backfill.ts";
import { getRun, listRuns } from "./run/list-runs.ts";
import { startRun } from "./run/start-run.ts";
import { acceptSource, discardSource } from "./sources/held.ts";
import {
  addSource,
  checkSource,
  listSources,
  mapSource,
  previewSource,
  removeSource,
  suggestSource,
} from "./sources/index.ts";
import type { UseCases } from "./use-case.ts";
import { doctor } from "./workspace/doctor.ts";
import { info, init } from "./workspace/init.ts";

/** One use case per name of the contract. */
export const useCases: UseCases = {
  workspace: { init, info, doctor },
  sources: {
    list: listSources,
    suggest: suggestSource,
    add: addSource,
    check: checkSource,
    preview: previewSource,
    map: mapSource,
    remove: removeSource,
    accept: acceptSource,
    discard: discardSource,
  },
  runs: { start: startRun, backfill, list: listRuns, get: getRun },
  quality: { result, failing },
  quarantine: { list, show, readmit, waive, undo, recheck },
  reports: { list: listReports, get: getReport, query },
  publishing: { diff, publish, rollback, versions },
  lineage: { trace },
};
