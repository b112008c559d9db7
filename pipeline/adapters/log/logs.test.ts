import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Clock } from "#ports/clock.ts";
import { createLogs } from "./logs.ts";
import { fromText, traceId } from "./otel.ts";

const clock: Clock = { now: () => new Date("2026-11-20T03:30:00Z"), elapsed: () => 0 };
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "medallion-log-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function lines(name: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, "logs", name), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { fields, ...rest } = fromText(line)!;
      return { ...rest, ...fields };
    });
}

test("a run's log is one JSON object per line with time, level, event, run and fields", async () => {
  const log = createLogs(join(folder, "logs"), clock).open("r000001");
  log.info("source read", { source: "orders", rows: 12n });
  log.with({ step: "silver" }).warn("rows set aside", { rows: 3 });
  await log.close();
  const time = "2026-11-20T03:30:00.000Z";
  expect(await lines("r000001.jsonl")).toEqual([
    { time, level: "info", event: "source read", run: "r000001", source: "orders", rows: "12" },
    { time, level: "warn", event: "rows set aside", run: "r000001", step: "silver", rows: 3 },
  ]);
});

test("a line is a record of OpenTelemetry's log data model; an error has the names every tool knows", async () => {
  const log = createLogs(join(folder, "logs"), clock).open("r000001");
  log.warn("rows set aside", { rows: 3, business_key: "O-1", error: new RangeError("too far") });
  await log.close();
  const text = await readFile(join(folder, "logs/r000001.jsonl"), "utf8");
  expect(JSON.parse(text)).toEqual({
    Timestamp: "2026-11-20T03:30:00.000Z",
    SeverityText: "WARN",
    SeverityNumber: 13,
    Body: "rows set aside",
    TraceId: traceId("r000001"),
    Resource: { "service.name": "medallion" },
    Attributes: {
      "medallion.run.id": "r000001",
      "medallion.rows": 3,
      "medallion.business_key": "O-1",
      "exception.type": "RangeError",
      "exception.message": "too far",
      "exception.stacktrace": expect.stringContaining("logs.test.ts"),
    },
  });
  expect(traceId("r000001")).toMatch(/^[0-9a-f]{32}$/);
});

test("lines of earlier versions are still read", async () => {
  const old =
    '{"time":"2026-11-20T03:30:00.000Z","level":"info","event":"step","label":"Checking"}';
  await mkdir(join(folder, "logs"));
  await writeFile(join(folder, "logs/r1.jsonl"), `${old}\n{"cut off`);
  expect(await createLogs(join(folder, "logs"), clock).read("r1")).toEqual([
    {
      time: "2026-11-20T03:30:00.000Z",
      level: "info",
      event: "step",
      fields: { label: "Checking" },
    },
  ]);
});

test("a log is appended to, and only its owner may read it", async () => {
  const logs = createLogs(join(folder, "logs"), clock);
  for (const event of ["first", "second"]) {
    const log = logs.open("r1");
    log.debug(event);
    await log.close();
    await log.close();
  }
  expect((await lines("r1.jsonl")).map((line) => line["event"])).toEqual(["first", "second"]);
  expect((await stat(join(folder, "logs/r1.jsonl"))).mode & 0o077).toBe(0);
});

test("a registered secret never reaches the file, whatever form it has there", async () => {
  const secret = 'pä"ss w/rd+1';
  const logs = createLogs(join(folder, "logs"), clock);
  logs.hide(secret);
  const log = logs.open("r1");
  log.error(`could not sign in with ${secret}`, {
    url: `https://host.example/?q=${encodeURIComponent(secret)}`,
    nested: [{ note: secret }],
    error: new Error(`refused ${secret}`, { cause: { text: secret } }),
    [secret]: 1,
  });
  await log.close();
  const text = await readFile(join(folder, "logs/r1.jsonl"), "utf8");
  for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
    expect(text).not.toContain(form);
  }
  expect(text).toContain("could not sign in with ***");
});

test("an error is logged with its stack and cause", async () => {
  const log = createLogs(join(folder, "logs"), clock).open("r1");
  log.error("it broke", { error: new TypeError("outer", { cause: new Error("inner") }) });
  await log.close();
  const error = (await lines("r1.jsonl"))[0]!["error"] as Record<string, unknown>;
  expect(error).toMatchObject({ name: "TypeError", message: "outer", cause: { message: "inner" } });
  expect(error["stack"]).toContain("logs.test.ts");
});

test("cycles and values that cannot be read cost a line its fields, not the run its life", async () => {
  const log = createLogs(join(folder, "logs"), clock).open("r1");
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  const hostile = {
    get broken(): string {
      throw new Error("no");
    },
  };
  log.info("cycle", { cycle });
  log.info("hostile", { hostile });
  await log.close();
  expect(await lines("r1.jsonl")).toMatchObject([
    { event: "cycle" },
    { event: "hostile", note: "fields not readable" },
  ]);
});

test("a folder that cannot be made does not fail the caller", async () => {
  await writeFile(join(folder, "logs"), "a file where the folder should be");
  await chmod(join(folder, "logs"), 0o400);
  const log = createLogs(join(folder, "logs"), clock).open("r1");
  expect(() => log.info("still fine")).not.toThrow();
  await log.close();
});

test("a log name cannot leave the folder", () => {
  const logs = createLogs(join(folder, "logs"), clock);
  for (const name of ["../r1", "a/b", "", ".hidden"])
    expect(() => logs.open(name)).toThrow(RangeError);
});
