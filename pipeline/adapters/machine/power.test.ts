import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { conditions, type PowerSystem, presence, sleepSettings } from "./power.ts";
import { nmcliMetered, powercfgSleep, suppliesState, windowsBattery } from "./power-texts.ts";

const root = mkdtempSync(join(tmpdir(), "power-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let computers = 0;

/** A computer with these files and programs. */
function computer(
  platform: string,
  files: Readonly<Record<string, string>>,
  says: Readonly<Record<string, string>> = {},
): PowerSystem {
  const folder = join(root, String((computers += 1)));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const run = async (program: string, words: readonly string[]) =>
    Object.entries(says).find(([line]) => `${program} ${words.join(" ")}`.includes(line))?.[1] ??
    null;
  return { platform, root: folder, run };
}

const MAINS = "sys/class/power_supply/AC";
const BATTERY = "sys/class/power_supply/BAT0";
const laptop = (online: string, status: string) => ({
  [`${MAINS}/type`]: "Mains\n",
  [`${MAINS}/online`]: `${online}\n`,
  [`${BATTERY}/type`]: "Battery\n",
  [`${BATTERY}/status`]: `${status}\n`,
  [`${BATTERY}/capacity`]: "37\n",
  "sys/class/power_supply/mouse/type": "Battery\n",
  "sys/class/power_supply/mouse/scope": "Device\n",
  "sys/class/power_supply/mouse/status": "Discharging\n",
  "proc/acpi/button/lid/LID/state": "state:      closed\n",
});

test("Linux: battery, network and lid as the kernel and NetworkManager tell them", async () => {
  const nmcli =
    "GENERAL.STATE:100 (connected)\nGENERAL.METERED:no (guessed)\n\nGENERAL.STATE:30 (x)\nGENERAL.METERED:unknown\n";
  const plugged = computer("linux", laptop("1", "Charging"), { nmcli });
  expect(await conditions(plugged)).toEqual({ on_battery: false, percent: 37, metered: false });
  const away = computer("linux", laptop("0", "Discharging"), {
    nmcli: nmcli.replace("no (guessed)", "yes (guessed)"),
  });
  expect(await conditions(away)).toEqual({ on_battery: true, percent: 37, metered: true });
  const suspend = {
    "sleep-inactive-ac-type": "'suspend'\n",
    "sleep-inactive-ac-timeout": "uint32 1200\n",
  };
  expect(await sleepSettings(computer("linux", laptop("1", "Full"), suspend))).toEqual({
    sleeps_after: 20,
    lid: "closed",
  });
  const never = { ...suspend, "sleep-inactive-ac-type": "'nothing'\n" };
  expect((await sleepSettings(computer("linux", {}, never))).sleeps_after).toBe(0);
});

test("what a computer does not tell is not known, and not guessed", async () => {
  for (const platform of ["linux", "darwin", "win32", "aix"]) {
    const silent = computer(platform, {});
    expect(await conditions(silent)).toEqual({ on_battery: null, percent: null, metered: null });
    expect(await sleepSettings(silent)).toEqual({ sleeps_after: null, lid: null });
  }
  expect(suppliesState([{ type: "Mains", online: "1" }]).on_battery).toBe(false);
  expect(suppliesState([{ type: "Battery", status: "Unknown" }]).on_battery).toBeNull();
  expect(nmcliMetered("GENERAL.STATE:100 (connected)\nGENERAL.METERED:unknown\n")).toBeNull();
});

test("macOS: pmset and ioreg", async () => {
  const says = {
    "-g batt":
      "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t54%; discharging; 3:10\n",
    "-g custom":
      "Battery Power:\n sleep                1\nAC Power:\n Sleep On Power Button 1\n sleep                10\n",
    ioreg: '  | {\n  |   "AppleClamshellState" = No\n  | }\n',
  };
  const mac = computer("darwin", {}, says);
  expect(await conditions(mac)).toEqual({ on_battery: true, percent: 54, metered: null });
  expect(await sleepSettings(mac)).toEqual({ sleeps_after: 10, lid: "open" });
});

test("Windows: Win32_Battery and powercfg", async () => {
  expect(windowsBattery('{"BatteryStatus":1,"EstimatedChargeRemaining":61}')).toEqual({
    on_battery: true,
    percent: 61,
  });
  expect(windowsBattery('[{"BatteryStatus":2,"EstimatedChargeRemaining":99}]').on_battery).toBe(
    false,
  );
  expect(windowsBattery("\r\n")).toEqual({ on_battery: false, percent: null });
  const query =
    "    Possible Settings units: Seconds\r\n    Current AC Power Setting Index: 0x00000708\r\n    Current DC Power Setting Index: 0x00000384\r\n";
  expect(powercfgSleep(query)).toBe(30);
  expect(powercfgSleep(query.replace("0x00000708", "0x00000000"))).toBe(0);
});

test("this computer says since when it is up, and not in the future", async () => {
  const { booted_at } = await presence();
  expect(Date.parse(booted_at ?? "")).toBeLessThan(Date.now());
});
