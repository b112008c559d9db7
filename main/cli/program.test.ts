import { expect, test } from "vitest";
import { main } from "./program.ts";
import { fakeHost } from "./testing.ts";

async function type(...argv: string[]) {
  const { host, text } = fakeHost();
  return { code: await main(argv, host), ...text };
}

test("help is printed on standard output and is no error", async () => {
  const { code, out, err } = await type("--help");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  for (const command of [
    "init",
    "source",
    "run",
    "backfill",
    "quality",
    "quarantine",
    "recheck",
    "query",
    "report",
    "diff",
    "publish",
    "rollback",
    "versions",
    "trace",
    "doctor",
    "demo",
    "serve",
  ]) {
    expect(out).toMatch(new RegExp(`^  ${command} `, "m"));
  }
  expect(out).toContain("1 run held");
});

test.each([
  [["frobnicate"], "unknown command 'frobnicate'"],
  [["run"], "missing required argument 'dir'"],
  [["run", "shop", "--fast"], "unknown option '--fast'"],
  [["rollback", "shop", "0"], "whole number from 1 on"],
  [["backfill", "shop", "--from", "2024-02-30", "--to", "2024-03-01"], "YYYY-MM-DD"],
  [["backfill", "shop", "--from", "2024-02-01"], "required option '--to <date>'"],
  [["export", "scripts", "shop", "--to", "x", "--for", "oracle"], "redshift, bigquery"],
  [["serve", "shop", "--port", "65536"], "number up to 65535"],
  [["init", "shop", "--scale", "-1"], "number above 0"],
  [["quarantine", "waive", "shop", "--rule", "x"], "required option '--reason <text>'"],
])("%j is a usage error: exit 2, nothing on standard output", async (argv, said) => {
  const { code, out, err } = await type(...argv);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(said);
});

test.each(["dbt", "excel"])("export %s says that it is not yet in this version", async (name) => {
  const { code, out, err } = await type("export", name, "shop", "--daily", "03:30");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(`\`export ${name}\` is not yet in this version.`);
});

test("with --json an error is one JSON document on standard output and text on standard error", async () => {
  const { code, out, err } = await type("export", "pdf", "shop", "--json");
  expect(code).toBe(2);
  expect(JSON.parse(out)).toEqual({
    error: {
      code: "usage",
      message: "`export pdf` is not yet in this version.",
      hint: "`medallion --help` lists what is.",
      retryable: false,
      details: null,
    },
  });
  expect(err).toContain("not yet in this version");
});

test("a command that was stopped says so and exits 130, whatever the work threw", async () => {
  const controller = new AbortController();
  controller.abort(new DOMException("stop", "AbortError"));
  const { host, text } = fakeHost({ signal: controller.signal });
  expect(await main(["source", "add", "shop", "nonsense", "--csv", "x.csv"], host)).toBe(130);
  expect(text.err).toContain("Stopped. Published reports and earlier data are unchanged.");
});
