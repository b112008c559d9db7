import { notYet } from "./not-yet.ts";
import type { UseCases } from "./use-case.ts";
import { doctor } from "./workspace/doctor.ts";

/** One use case per name of the contract. */
export const useCases: UseCases = {
  workspace: {
    init: notYet("workspace.init"),
    info: notYet("workspace.info"),
    doctor: doctor,
  },
  sources: {
    list: notYet("sources.list"),
    suggest: notYet("sources.suggest"),
    add: notYet("sources.add"),
    check: notYet("sources.check"),
    preview: notYet("sources.preview"),
    remove: notYet("sources.remove"),
    accept: notYet("sources.accept"),
    discard: notYet("sources.discard"),
  },
  runs: {
    start: notYet("runs.start"),
    backfill: notYet("runs.backfill"),
    list: notYet("runs.list"),
    get: notYet("runs.get"),
  },
  quality: {
    result: notYet("quality.result"),
    failing: notYet("quality.failing"),
  },
  quarantine: {
    list: notYet("quarantine.list"),
    show: notYet("quarantine.show"),
    readmit: notYet("quarantine.readmit"),
    waive: notYet("quarantine.waive"),
    undo: notYet("quarantine.undo"),
    recheck: notYet("quarantine.recheck"),
  },
  reports: {
    list: notYet("reports.list"),
    get: notYet("reports.get"),
    query: notYet("reports.query"),
  },
  publishing: {
    diff: notYet("publishing.diff"),
    publish: notYet("publishing.publish"),
    rollback: notYet("publishing.rollback"),
    versions: notYet("publishing.versions"),
  },
  lineage: {
    trace: notYet("lineage.trace"),
  },
};
