import fc from "fast-check";
import { expect, test } from "vitest";
import { cronLines, linesOf, withoutEntry } from "./cron.ts";
import { launchdAgent } from "./launchd.ts";
import { entryName, minutesHere, type NightPlan, sameClocks } from "./plan.ts";
import { schedulerFiles } from "./scheduler-files.ts";
import { systemdUnits } from "./systemd.ts";
import { windowsArgument, windowsTask } from "./windows-task.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const plan = (parts: Partial<NightPlan> = {}): NightPlan => ({
  name: "medallion-shop",
  command: ["/opt/node", "/opt/med/index.ts", "nightly", "/Users/marta/shop", "--scheduled"],
  directory: "/Users/marta/shop",
  daily: "03:30",
  time_zone: "Europe/Berlin",
  ...parts,
});
const NASTY = `/Users/jürgen/my "shop" 100% $HOME/it's \\ 数据`;
const nasty = plan({ command: ["/opt/my node", NASTY], directory: NASTY });

test("systemd: the zone stands in the timer, a missed start is caught up, the service starts once", () => {
  const [service, timer] = systemdUnits(plan(), NOW).map(({ text }) => text);
  expect(service).toBe(
    `[Unit]
Description=Medallion nightly run of /Users/marta/shop

[Service]
Type=oneshot
ExecStart=:"/opt/node" "/opt/med/index.ts" "nightly" "/Users/marta/shop" "--scheduled"
SuccessExitStatus=1
Nice=10
`,
  );
  expect(timer).toBe(
    `[Unit]
Description=Starts the nightly Medallion run of /Users/marta/shop

[Timer]
OnCalendar=*-*-* 03:30:00 Europe/Berlin
AccuracySec=1s
Persistent=true
OnStartupSec=30s
Unit=medallion-shop.service

[Install]
WantedBy=timers.target
`,
  );
});

test("systemd: a time that one night does not have is tried an hour later too", () => {
  const timer = systemdUnits(plan({ daily: "02:30" }), NOW)[1]?.text;
  expect(timer).toContain("OnCalendar=*-*-* 02:30:00 Europe/Berlin\n");
  expect(timer).toContain("OnCalendar=*-*-* 03:30:00 Europe/Berlin\n");
  const utc = systemdUnits(plan({ daily: "02:30", time_zone: "UTC" }), NOW)[1]?.text;
  expect(utc?.match(/OnCalendar/g)).toHaveLength(1);
});

test("systemd: quotes, backslashes and percent signs stay what they are", () => {
  const service = systemdUnits(nasty, NOW)[0]?.text;
  expect(service).toContain(
    String.raw`ExecStart=:"/opt/my node" "/Users/jürgen/my \"shop\" 100%% $HOME/it's \\ 数据"`,
  );
});

test("launchd: this computer's clock where it fits, else every hour at the right minute", () => {
  const here = launchdAgent(plan(), "Europe/Paris", NOW).text;
  expect(here).toContain(
    `    <dict>
      <key>Hour</key>
      <integer>3</integer>
      <key>Minute</key>
      <integer>30</integer>
    </dict>`,
  );
  const india = launchdAgent(plan(), "Asia/Kolkata", NOW).text;
  expect(india).not.toContain("<key>Hour</key>");
  expect(india).toContain("<integer>0</integer>");
  expect(launchdAgent(nasty, "UTC", NOW).text).toContain(
    "<string>/Users/jürgen/my &quot;shop&quot; 100% $HOME/it&apos;s \\ 数据</string>",
  );
});

test("Windows: missed starts come later, the computer wakes, a second start is ignored", () => {
  const { text, encoding } = windowsTask(plan(), "Europe/Berlin", NOW);
  expect(encoding).toBe("utf-16le");
  for (const setting of [
    "<StartWhenAvailable>true</StartWhenAvailable>",
    "<WakeToRun>true</WakeToRun>",
    "<MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>",
    "<StartBoundary>2026-01-01T03:30:00</StartBoundary>",
    "<Command>/opt/node</Command>",
  ]) {
    expect(text).toContain(setting);
  }
  const utc = windowsTask(plan({ time_zone: "UTC" }), "Europe/Berlin", NOW).text;
  expect(utc).toContain("<StartBoundary>2026-01-01T03:30:00Z</StartBoundary>");
  expect(windowsTask(plan(), "America/New_York", NOW).text).toContain("<Interval>PT1H</Interval>");
});

test("Windows: an argument with quotes and a closing backslash reaches the program as it was", () => {
  expect(windowsArgument(String.raw`C:\My Shop\ `.trim())).toBe(String.raw`"C:\My Shop\\"`);
  expect(windowsArgument(String.raw`a "b\" c`)).toBe(String.raw`"a \"b\\\" c"`);
  expect(windowsArgument(String.raw`C:\shop\x`)).toBe(String.raw`C:\shop\x`);
});

test("cron: a line for the time, one for the start of the computer, percent signs escaped", () => {
  expect(cronLines(plan(), "Europe/Berlin", NOW)).toEqual([
    "30 3 * * * /opt/node /opt/med/index.ts nightly /Users/marta/shop --scheduled # medallion-shop",
    "@reboot /opt/node /opt/med/index.ts nightly /Users/marta/shop --scheduled # medallion-shop",
  ]);
  expect(cronLines(plan(), "UTC", NOW)[0]).toMatch(/^30 \* \* \* \* /);
  expect(cronLines(nasty, "Europe/Berlin", NOW)[0]).toBe(
    String.raw`30 3 * * * '/opt/my node' '/Users/jürgen/my "shop" 100'\%' $HOME/it'\''s \ 数据' # medallion-shop`,
  );
});

test("taking our lines out of a crontab leaves every other line alone", () => {
  const others = "# mine\nMAILTO=me\n0 1 * * * backup # medallion-shop2\n";
  const ours = cronLines(plan(), "UTC", NOW).join("\n");
  expect(withoutEntry(`${others}${ours}\n`, "medallion-shop")).toBe(others);
  expect(linesOf(`${others}${ours}\n`, "medallion-shop")).toEqual(ours.split("\n"));
});

test("the name of an entry is plain, whatever the workspace is called", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (id) => {
      expect(entryName(id)).toMatch(/^medallion-[a-z0-9]([a-z0-9-]*)$/);
    }),
  );
});

test("a path with a line break is refused by every generator; any other path never adds a line", () => {
  const kinds = ["systemd", "launchd", "windows", "cron"] as const;
  for (const kind of kinds) {
    const files = (path: string) =>
      schedulerFiles(
        kind,
        plan({ command: ["/opt/node", path], directory: path, time_zone: "UTC" }),
        "UTC",
        NOW,
      );
    const lines = (path: string) => files(path).map(({ text }) => text.split("\n").length);
    expect(() => files("/a\nExecStart=/bin/true")).toThrow("control character");
    fc.assert(
      fc.property(fc.string(), (path) => {
        fc.pre(!/[\u0000-\u001f\u007f]/.test(path));
        expect(lines(`/${path}`)).toEqual(lines("/plain"));
      }),
      { numRuns: 30 },
    );
  }
});

test("clocks of two zones: the same all year or not, and at which minutes one shows the other's time", () => {
  expect(sameClocks("Europe/Berlin", "Europe/Paris", NOW)).toBe(true);
  expect(sameClocks("Europe/Berlin", "Africa/Lagos", NOW)).toBe(false);
  expect(minutesHere(plan(), "Asia/Kathmandu", NOW)).toEqual([15]);
});
