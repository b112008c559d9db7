import { execFile } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { uptime } from "node:os";
import { join } from "node:path";
import { CONDITIONS_UNKNOWN, type Conditions } from "#domain/night/leave.ts";
import type { Presence } from "#domain/night/presence.ts";
import type { SleepSettings } from "#ports/machine.ts";
import {
  macBattery,
  macLid,
  macSleep,
  nmcliMetered,
  powercfgSleep,
  suppliesState,
  windowsBattery,
} from "./power-texts.ts";

/** What the operating system is asked through; tests answer for it. */
export interface PowerSystem {
  readonly platform: string;
  /** Where `/sys` and `/proc` begin. */
  readonly root: string;
  /** What a program says; null when it is not there or fails. */
  run(program: string, words: readonly string[]): Promise<string | null>;
}

export const thisSystem: PowerSystem = {
  platform: process.platform,
  root: "/",
  run: (program, words) =>
    new Promise((resolve) => {
      const options = { timeout: 5000, windowsHide: true };
      execFile(program, [...words], options, (error, out) => resolve(error ? null : out)).on(
        "error",
        () => resolve(null),
      );
    }),
};

const powershell = (system: PowerSystem, command: string): Promise<string | null> =>
  system.run("powershell", ["-NoProfile", "-NonInteractive", "-Command", command]);

const text = (path: string): Promise<string | null> =>
  readFile(path, "utf8").then(
    (found) => found.trim(),
    () => null,
  );
const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Battery and network as the system tells them; what it does not tell is not known. */
export async function conditions(system: PowerSystem = thisSystem): Promise<Conditions> {
  switch (system.platform) {
    case "linux":
      return {
        ...(await linuxBattery(system)),
        metered: nmcliMetered(
          await system.run("nmcli", [
            "-t",
            "-f",
            "GENERAL.STATE,GENERAL.METERED",
            "device",
            "show",
          ]),
        ),
      };
    case "darwin":
      return { ...macBattery(await system.run("pmset", ["-g", "batt"])), metered: null };
    case "win32": {
      const command =
        "Get-CimInstance Win32_Battery | Select-Object BatteryStatus,EstimatedChargeRemaining | ConvertTo-Json";
      return { ...windowsBattery(await powershell(system, command)), metered: null };
    }
    default:
      return CONDITIONS_UNKNOWN;
  }
}

async function linuxBattery({ root }: PowerSystem): Promise<Omit<Conditions, "metered">> {
  const folder = join(root, "sys/class/power_supply");
  const supplies = await Promise.all(
    (await names(folder)).map(async (name) => {
      const read = (what: string) => text(join(folder, name, what));
      const [type, scope, online, status, capacity] = await Promise.all(
        ["type", "scope", "online", "status", "capacity"].map(read),
      );
      return { type, scope, online, status, capacity };
    }),
  );
  return suppliesState(supplies);
}

/** Whether it goes to sleep by itself, and its lid. */
export async function sleepSettings(system: PowerSystem = thisSystem): Promise<SleepSettings> {
  switch (system.platform) {
    case "linux":
      return { sleeps_after: await gnomeSleep(system), lid: await linuxLid(system) };
    case "darwin":
      return {
        sleeps_after: macSleep(await system.run("pmset", ["-g", "custom"])),
        lid: macLid(await system.run("ioreg", ["-r", "-k", "AppleClamshellState", "-d", "1"])),
      };
    case "win32": {
      const words = ["/query", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE"];
      return { sleeps_after: powercfgSleep(await system.run("powercfg", words)), lid: null };
    }
    default:
      return { sleeps_after: null, lid: null };
  }
}

async function gnomeSleep(system: PowerSystem): Promise<number | null> {
  const schema = "org.gnome.settings-daemon.plugins.power";
  const kind = await system.run("gsettings", ["get", schema, "sleep-inactive-ac-type"]);
  if (kind === null) return null;
  if (!/suspend|hibernate/.test(kind)) return 0;
  const seconds = await system.run("gsettings", ["get", schema, "sleep-inactive-ac-timeout"]);
  // It says `uint32 1200`.
  const number = /(\d+)\s*$/.exec(seconds ?? "")?.[1];
  return number === undefined ? null : Math.ceil(Number(number) / 60);
}

async function linuxLid({ root }: PowerSystem): Promise<"open" | "closed" | null> {
  const folder = join(root, "proc/acpi/button/lid");
  const [lid] = await names(folder);
  const state = lid === undefined ? null : await text(join(folder, lid, "state"));
  if (state === null) return null;
  return state.includes("closed") ? "closed" : "open";
}

/** Less than this is rounding, not sleep. */
const NAP_SECONDS = 60;

/**
 * Since when it is up: two clocks tell, of which only one goes on while it sleeps. Windows' clocks both do, so
 * there sleep is not known.
 */
export async function presence(system: PowerSystem = thisSystem): Promise<Presence> {
  const up = uptime();
  const awake = Number(process.hrtime.bigint()) / 1e9;
  const tells = system.platform === "linux" || system.platform === "darwin";
  return {
    booted_at: new Date(Date.now() - up * 1000).toISOString(),
    slept: tells ? up - awake > NAP_SECONDS : null,
    logged_in_at: await loggedInAt(system),
  };
}

/** The folder or device that changes hands when a person logs in. */
async function loggedInAt({ platform, root }: PowerSystem): Promise<string | null> {
  const path =
    platform === "linux"
      ? join(root, "run/user", String(process.getuid?.() ?? -1))
      : platform === "darwin"
        ? join(root, "dev/console")
        : null;
  if (path === null) return null;
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  const at = platform === "linux" && found.birthtimeMs > 0 ? found.birthtime : found.ctime;
  return at.toISOString();
}
