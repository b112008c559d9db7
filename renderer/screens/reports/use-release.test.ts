import { expect, test } from "vitest";
import type { Diff, VersionInfo } from "#contract/reports.ts";
import { releaseOf } from "./use-release.ts";

const diff: Diff = {
  build_id: "b000003",
  version: 1,
  changed: true,
  currency: "EUR",
  kpis: [],
  tables: [],
  findings: [],
};
const version = (number: number, current: boolean): VersionInfo => ({
  version: number,
  build_id: `b00000${number}`,
  run_id: `r00000${number}`,
  published_at: "2026-11-20T03:30:00.000Z",
  reason: null,
  current,
});

test("after a roll back the next version is one more than the newest, not than the current", () => {
  const release = releaseOf(diff, [version(1, true), version(2, false)], []);
  expect(release.next).toBe(3);
  expect(release.current?.version).toBe(1);
  expect(release.versions.map(({ version }) => version)).toEqual([2, 1]);
  expect(releaseOf(diff, [], [])).toMatchObject({ next: 1, current: null, held: false });
});

test("a build is held when the run that made it is; a later run without news does not free it", () => {
  const runs = [
    { build_id: "b000003", status: "unchanged" },
    { build_id: "b000003", status: "held" },
  ];
  expect(releaseOf(diff, [], runs).held).toBe(true);
  expect(releaseOf(diff, [], [{ build_id: "b000002", status: "held" }]).held).toBe(false);
});
