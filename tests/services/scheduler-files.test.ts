import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { plannedStarts } from "#domain/night/slots.ts";
import type { NightPlan } from "#domain/night/plan.ts";
import { schedulerFiles } from "#domain/night/scheduler-files.ts";
import { program, serviceSuite } from "./servers/programs.ts";

const folder = mkdtempSync(join(tmpdir(), "scheduler-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOW = new Date("2026-11-20T12:00:00Z");
const plan = (parts: Partial<NightPlan> = {}): NightPlan => ({
  name: "medallion-shop",
  command: [
    process.execPath,
    "/med/index.ts",
    "nightly",
    `/shops/a "shop" & <100%>`,
    "--scheduled",
  ],
  directory: `/shops/a "shop" & <100%>`,
  daily: "03:30",
  time_zone: "Europe/Berlin",
  ...parts,
});
const PLANS: readonly (readonly [string, NightPlan])[] = [
  ["on this computer's clocks", plan()],
  ["at a time that one night does not have", plan({ daily: "02:30" })],
  ["in UTC", plan({ daily: "02:00", time_zone: "UTC" })],
  ["in a zone of quarters of an hour", plan({ time_zone: "Asia/Kathmandu" })],
  ["in a zone whose clocks change by half an hour", plan({ time_zone: "Australia/Lord_Howe" })],
];

function ask(name: string, words: readonly string[], env: Record<string, string> = {}) {
  const done = spawnSync(program(name), words, { env: { ...process.env, ...env } });
  return { status: done.status, out: done.stdout.toString(), err: done.stderr.toString() };
}

/** Writes the files of a plan as they would be given to the system; answers their paths. */
function written(kind: Parameters<typeof schedulerFiles>[0], one: NightPlan): string[] {
  return schedulerFiles(kind, one, "Europe/Berlin", NOW).map(({ name, text, encoding }) => {
    const path = join(folder, name);
    writeFileSync(path, encoding === "utf-16le" ? Buffer.from(`\uFEFF${text}`, "utf16le") : text);
    return path;
  });
}

serviceSuite("systemd judges the units", ["systemd-analyze"], () => {
  const verify = (paths: readonly string[]) =>
    ask("systemd-analyze", ["verify", "--user", ...paths], { XDG_RUNTIME_DIR: folder });

  test("it accepts them without a word, and refuses one that is wrong", () => {
    for (const [what, one] of PLANS) {
      const { status, err } = verify(written("systemd", one));
      expect([what, status, err]).toEqual([what, 0, ""]);
    }
    const [service, timer] = written("systemd", plan()) as [string, string];
    writeFileSync(timer, "[Timer]\nOnCalendar=sometimes\n");
    expect(verify([service, timer]).status).not.toBe(0);
  });

  test("its calendar names the starts the product counts with, across both changes of the clocks", () => {
    for (const [what, one] of PLANS) {
      for (const base of ["2026-03-26T12:00:00Z", "2026-10-22T12:00:00Z"]) {
        const timer = schedulerFiles("systemd", one, "UTC", NOW)[1]!.text;
        const specs = [...timer.matchAll(/^OnCalendar=(.*)$/gm)].map(([, spec]) => spec as string);
        const words = [
          "--iterations=6",
          `--base-time=${base.replace("T", " ").replace("Z", " UTC")}`,
        ];
        const { out } = ask("systemd-analyze", ["calendar", ...words, ...specs], { TZ: "UTC" });
        const named = [...out.matchAll(/\w{3} (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/g)].map(
          ([, day, time]) => `${day}T${time}.000Z`,
        );
        const until = new Date(Date.parse(base) + 5 * 86_400_000);
        const counted = plannedStarts(one, new Date(base), until).map((at) => at.toISOString());
        expect(counted.length).toBeGreaterThanOrEqual(4);
        for (const at of counted) expect(named, `${what} ${specs.join(", ")}`).toContain(at);
      }
    }
  });
});

serviceSuite("Python's plistlib reads the agent", ["python3"], () => {
  const read = (path: string) =>
    ask("python3", [
      "-c",
      "import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], 'rb'))))",
      path,
    ]);

  test("what it finds is what launchd shall do; a broken one is refused", () => {
    const [path] = written("launchd", plan()) as [string];
    expect(JSON.parse(read(path).out)).toEqual({
      Label: "local.medallion-shop",
      ProgramArguments: [...plan().command],
      StartCalendarInterval: [{ Hour: 3, Minute: 30 }],
      RunAtLoad: true,
      ProcessType: "Background",
    });
    const [other] = written("launchd", plan({ time_zone: "Asia/Kathmandu" })) as [string];
    const found = JSON.parse(read(other).out) as { StartCalendarInterval: object[] };
    expect(found.StartCalendarInterval).toEqual([{ Minute: 45 }]);
    writeFileSync(path, "<plist><dict><key>Label</key></dict></plist>");
    expect(read(path).status).not.toBe(0);
  });
});

serviceSuite("xmllint judges the task by the schema of MS-TSCH", ["xmllint"], () => {
  const schema = join(import.meta.dirname, "../night/fixtures/task-scheduler.xsd");
  const judge = (path: string) => ask("xmllint", ["--nonet", "--noout", "--schema", schema, path]);

  test("every plan is valid", () => {
    for (const [what, one] of PLANS) {
      const { status, err } = judge(written("windows", one)[0]!);
      expect([what, status], err).toEqual([what, 0]);
    }
  });

  test("wrong values, orders and names are not", () => {
    const [{ text } = { text: "" }] = schedulerFiles("windows", plan(), "Europe/Berlin", NOW);
    const breaks: readonly (readonly [string, string])[] = [
      ["<MultipleInstancesPolicy>IgnoreNew<", "<MultipleInstancesPolicy>Never<"],
      ["<ExecutionTimeLimit>PT12H<", "<ExecutionTimeLimit>12 hours<"],
      ["T03:30:00<", "T3:30<"],
      ["<WakeToRun>", "<WakeUp>"],
      ["<DaysInterval>1<", "<DaysInterval>0<"],
      ['Context="Author"', 'Context="Nobody"'],
      ["<LogonType>InteractiveToken<", "<LogonType>Interactive<"],
      ["    <Exec>", "    <Run>"],
    ];
    for (const [right, wrong] of breaks) {
      const broken = text.replace(right, wrong);
      expect(broken, right).not.toBe(text);
      const path = join(folder, "broken.xml");
      writeFileSync(path, Buffer.from(`\uFEFF${broken}`, "utf16le"));
      expect(judge(path).status, wrong).not.toBe(0);
    }
  });
});
