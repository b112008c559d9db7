import { expect, test } from "vitest";
import { afterCrash, afterLastWindow } from "./crash-policy.ts";

test("a page is loaded again twice within a minute, then the recovery page comes", () => {
  expect(afterCrash("crashed", 100_000, [])).toBe("reload");
  expect(afterCrash("oom", 100_000, [90_000])).toBe("reload");
  expect(afterCrash("killed", 100_000, [80_000, 90_000])).toBe("recovery");
});

test("crashes of an hour ago do not count", () => {
  expect(afterCrash("crashed", 4_000_000, [80_000, 90_000, 3_990_000])).toBe("reload");
  expect(afterCrash("crashed", 160_000, [100_000, 100_001])).toBe("reload");
});

test("a page that closed itself is left alone; broken files are not tried again", () => {
  expect(afterCrash("clean-exit", 0, [])).toBe("nothing");
  expect(afterCrash("integrity-failure", 0, [])).toBe("recovery");
  expect(afterCrash("launch-failed", 0, [])).toBe("recovery");
});

test("without a window the program ends, unless a job runs or it is a Mac", () => {
  expect(afterLastWindow("linux", false)).toBe("quit");
  expect(afterLastWindow("win32", true)).toBe("stay");
  expect(afterLastWindow("darwin", false)).toBe("stay");
});
