import { AppError } from "#domain/errors.ts";
import type { CheckResult } from "#domain/quality/results.ts";
import type { Journal, Page, RunRecord } from "#ports/journal.ts";
import { toApproval, toChange, toHistory, toPublication, toRun } from "./rows.ts";
import { Store } from "./store.ts";

const HISTORY = `select c.*, r.started_at from checks c join runs r on r.number = c.run`;

const runNumber = (run_id: string): number => Number(run_id.replace(/^r/, ""));

const unknownRun = (run_id: string): AppError =>
  new AppError("not_found", `There is no run ${run_id}.`, {
    hint: "List the runs to see their names.",
  });

function insertCheck(
  store: Store,
  run: number,
  as_of: string,
  one: CheckResult,
  position: number,
): void {
  const { check, status, rows_checked, rows_failed, measured, since } = one;
  store.change(
    "insert into checks values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    run,
    position,
    check,
    as_of,
    status,
    rows_checked,
    rows_failed,
    measured,
    since,
    JSON.stringify(one),
  );
}

function runMethods(
  store: Store,
): Pick<Journal, "startRun" | "interruptRuns" | "finishRun" | "run" | "runs"> {
  const interruptRuns = (): void => {
    store.change("update runs set status = 'interrupted' where status = 'running'");
  };
  const one = (number: number): RunRecord | null => {
    const [row] = store.rows("select * from runs where number = ?", number);
    return row ? toRun(row) : null;
  };
  return {
    startRun: ({ started_at, pid, purpose, after }) =>
      store.write(() => {
        interruptRuns();
        const [row] = store.rows("select coalesce(max(number), 0) as newest from runs");
        const number = Math.max(Number(row?.["newest"]), after) + 1;
        store.change(
          "insert into runs (number, started_at, status, pid, purpose) values (?, ?, 'running', ?, ?)",
          number,
          started_at,
          pid,
          purpose,
        );
        return one(number) as RunRecord;
      }),
    interruptRuns,
    finishRun: (run_id, { finished_at, status, build_id, summary }) => {
      const changed = store.change(
        "update runs set finished_at = ?, status = ?, build_id = ?, summary = ? where number = ?",
        finished_at,
        status,
        build_id,
        JSON.stringify(summary),
        runNumber(run_id),
      );
      if (changed === 0) throw unknownRun(run_id);
    },
    run: (run_id) => one(runNumber(run_id)),
    runs: ({ limit, offset = 0 }: Page) =>
      store
        .rows("select * from runs order by number desc limit ? offset ?", limit, offset)
        .map(toRun),
  };
}

type CheckMethods = Pick<
  Journal,
  "recordChecks" | "checks" | "latestCheckedRun" | "checkHistory" | "measurements"
>;

function checkMethods(store: Store): CheckMethods {
  return {
    recordChecks: (run_id, as_of, results) =>
      store.write(() => {
        const run = runNumber(run_id);
        const known = store.rows("select 1 from runs where number = ?", run);
        if (known.length === 0) throw unknownRun(run_id);
        store.change("delete from checks where run = ?", run);
        for (const [position, one] of results.entries())
          insertCheck(store, run, as_of, one, position);
      }),
    checks: (run_id) =>
      store
        .rows("select result from checks where run = ? order by position", runNumber(run_id))
        .map((row) => JSON.parse(String(row["result"])) as CheckResult),
    latestCheckedRun: () => {
      const [row] = store.rows("select * from runs where number = (select max(run) from checks)");
      return row ? toRun(row) : null;
    },
    checkHistory: (check_id, { limit, offset = 0 }) =>
      store
        .rows(
          `${HISTORY} where check_id = ? order by run desc limit ? offset ?`,
          check_id,
          limit,
          offset,
        )
        .map(toHistory),
    measurements: (runs) =>
      store
        .rows(
          `${HISTORY} where measured is not null
            and run in (select distinct run from checks order by run desc limit ?)
          order by run, position`,
          runs,
        )
        .map(toHistory),
  };
}

type LogMethods = Pick<
  Journal,
  "recordPublication" | "publications" | "recordApproval" | "approvals"
>;

function logMethods(store: Store): LogMethods {
  return {
    recordPublication: ({ action, version, build_id, at, by, reason }) => {
      store.change(
        `insert into publications (action, version, build_id, at, by, reason) values (?, ?, ?, ?, ?, ?)
        on conflict do nothing`,
        action,
        version,
        build_id,
        at,
        by,
        reason,
      );
    },
    publications: ({ limit, offset = 0 }) =>
      store
        .rows(
          "select * from publications order by at desc, number desc limit ? offset ?",
          limit,
          offset,
        )
        .map(toPublication),
    recordApproval: ({ build_id, at, by, reason }) => {
      store.change(
        "insert into approvals (build_id, at, by, reason) values (?, ?, ?, ?)",
        build_id,
        at,
        by,
        reason,
      );
    },
    approvals: (build_id) =>
      store
        .rows("select * from approvals where build_id = ? order by number", build_id)
        .map(toApproval),
  };
}

function changeMethods(store: Store): Pick<Journal, "recordChange" | "changes" | "change"> {
  return {
    recordChange: (change) => {
      const { at, by, area, text, undo, undoes } = change;
      const [row] = store.rows(
        "insert into changes (at, by, area, text, undo, undoes) values (?, ?, ?, ?, ?, ?) returning *",
        at,
        by,
        area,
        text,
        JSON.stringify(undo),
        undoes,
      );
      return toChange(row as NonNullable<typeof row>);
    },
    changes: ({ limit, offset = 0 }) =>
      store
        .rows("select * from changes order by number desc limit ? offset ?", limit, offset)
        .map(toChange),
    change: (number) => {
      const [row] = store.rows("select * from changes where number = ?", number);
      return row ? toChange(row) : null;
    },
  };
}

/**
 * Opens `state.sqlite` of a workspace, making it if it is not there.
 * @throws AppError `corrupt`, `read_only`, `locked`; `conflict` when a newer version wrote it.
 */
export function openJournal(path: string): Journal {
  const store = new Store(path);
  return {
    ...runMethods(store),
    ...checkMethods(store),
    ...logMethods(store),
    ...changeMethods(store),
    close: () => store.close(),
  };
}
