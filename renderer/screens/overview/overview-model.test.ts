import { describe, expect, it } from "vitest";
import type { Overview, Waiting } from "#contract/overview.ts";
import {
  destination,
  heroMark,
  isAllClear,
  isFirstStart,
  shownWaiting,
  splitSentence,
} from "./overview-model.ts";

const row = (severity: Waiting["severity"], id = "1"): Waiting => ({
  id,
  severity,
  text: "",
  since: null,
  action: { kind: "run", target: null },
});

const quality = {
  score: 100,
  checks: 62,
  passed: 62,
  warned: 0,
  failed: 0,
  skipped: 0,
  not_applicable: 4,
};

const overview = (change: Partial<Overview> = {}): Overview => ({
  empty: false,
  last_run: {
    run_id: "r",
    kind: "run",
    status: "succeeded",
    build_id: "b",
    published: false,
    started_at: "2026-11-21T02:30:00.000Z",
    finished_at: "2026-11-21T02:31:00.000Z",
    seconds: 60,
    quality_score: 100,
    cause: null,
  },
  sentence: "",
  complete_through: null,
  waiting: [],
  quality,
  rows_checked: 10,
  quality_trend: [],
  published: null,
  unpublished_changes: false,
  ...change,
});

const run = (status: NonNullable<Overview["last_run"]>["status"]): Partial<Overview> => ({
  last_run: { ...overview().last_run!, status },
});

describe("the overview", () => {
  it("leads every waiting row somewhere", () => {
    expect(destination({ kind: "open_source", target: "orders" })).toMatchObject({
      to: "/sources/$id",
      params: { id: "orders" },
    });
    expect(destination({ kind: "open_source", target: null })).toMatchObject({ to: "/sources" });
    expect(destination({ kind: "open_quarantine", target: "orders" })).toMatchObject({
      search: { entity: "orders" },
    });
    expect(destination({ kind: "run", target: null })).toEqual({ kind: "start_run" });
  });

  it("shows five rows and counts the rest", () => {
    const many = Array.from({ length: 7 }, (_, index) => row("warn", String(index)));
    expect(shownWaiting(many).rows.map(({ id }) => id)).toEqual(["0", "1", "2", "3", "4"]);
    expect(shownWaiting(many).more).toBe(2);
    expect(shownWaiting([]).more).toBe(0);
  });

  it("is green only after checks that ran and passed", () => {
    expect(heroMark(overview())).toBe("good");
    expect(heroMark(overview({ quality: null }))).toBe("unknown");
    expect(heroMark(overview({ quality: { ...quality, skipped: 1 } }))).toBe("unknown");
    expect(heroMark(overview({ quality: { ...quality, warned: 1 } }))).toBe("warn");
    expect(heroMark(overview({ quality: { ...quality, failed: 1 } }))).toBe("broken");
    expect(heroMark(overview({ last_run: null }))).toBe("unknown");
  });

  it("is marked by the run's end, then by what waits", () => {
    expect(heroMark(overview(run("failed")))).toBe("broken");
    expect(heroMark(overview(run("interrupted")))).toBe("broken");
    expect(heroMark(overview(run("cancelled")))).toBe("unknown");
    expect(heroMark(overview(run("running")))).toBe("act");
    expect(heroMark(overview(run("held")))).toBe("warn");
    expect(heroMark(overview({ waiting: [row("info"), row("warn")] }))).toBe("warn");
    expect(heroMark(overview({ waiting: [row("error")] }))).toBe("broken");
    expect(heroMark(overview({ waiting: [row("info")] }))).toBe("good");
  });

  it("says all clear only when nothing waits, failed or was skipped", () => {
    expect(isAllClear(overview())).toBe(true);
    expect(isAllClear(overview({ waiting: [row("info")] }))).toBe(false);
    expect(isAllClear(overview({ quality: { ...quality, skipped: 1 } }))).toBe(false);
    expect(isAllClear(overview({ quality: { ...quality, checks: 0 } }))).toBe(false);
    expect(isAllClear(overview({ quality: null }))).toBe(false);
  });

  it("says first what happened; what was checked is small print", () => {
    const all = "Run finished in 10 s: all 8 sources are current. 1,460 checks passed on 13 rows.";
    expect(splitSentence(all)).toEqual({
      hero: "Run finished in 10 s: all 8 sources are current.",
      rest: "1,460 checks passed on 13 rows.",
    });
    expect(splitSentence("62 checks passed today.").hero).toBe("62 checks passed today.");
    expect(splitSentence("Stopped.")).toEqual({ hero: "Stopped.", rest: "" });
  });

  it("knows a first start", () => {
    expect(isFirstStart(false, undefined)).toBe(true);
    expect(isFirstStart(true, undefined)).toBe(false);
    expect(isFirstStart(true, overview({ empty: true }))).toBe(true);
    expect(isFirstStart(true, overview())).toBe(false);
  });
});
