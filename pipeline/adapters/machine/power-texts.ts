import type { Conditions } from "#domain/night/leave.ts";

type Battery = Omit<Conditions, "metered">;
const UNKNOWN: Battery = { on_battery: null, percent: null };

/** Files of one entry of `/sys/class/power_supply`. */
export interface Supply {
  readonly type?: string | null | undefined;
  /** `Device`: the battery of a mouse or a headset. */
  readonly scope?: string | null | undefined;
  readonly online?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly capacity?: string | null | undefined;
}

/** A computer without a battery of its own is plugged in; one that only says it has a supply too. */
export function suppliesState(supplies: readonly Supply[]): Battery {
  const own = supplies.filter(({ scope }) => scope !== "Device");
  const batteries = own.filter(({ type }) => type === "Battery");
  const mains = own.filter(({ type }) => type === "Mains" || type === "USB");
  if (own.length === 0) return UNKNOWN;
  if (batteries.length === 0) return { on_battery: false, percent: null };
  const percents = batteries.flatMap(({ capacity }) =>
    /^\d+$/.test(capacity ?? "") ? [Number(capacity)] : [],
  );
  const percent = percents.length === 0 ? null : Math.min(...percents);
  const discharging = batteries.some(({ status }) => status === "Discharging");
  const plugged = mains.some(({ online }) => online === "1");
  if (discharging && !plugged) return { on_battery: true, percent };
  const told = mains.length > 0 || batteries.some(({ status }) => status && status !== "Unknown");
  return { on_battery: told ? !plugged && discharging : null, percent };
}

/** `nmcli -t -f GENERAL.STATE,GENERAL.METERED device show`: connected devices that cost money. */
export function nmcliMetered(out: string | null): boolean | null {
  if (out === null) return null;
  const states = [...out.matchAll(/^GENERAL\.STATE:(\d+).*\n(?:.*\n)*?GENERAL\.METERED:(\S+)/gm)];
  const used = states.filter(([, state]) => state === "100").map(([, , metered]) => metered);
  if (used.some((value) => value === "yes")) return true;
  return used.length > 0 && used.every((value) => value === "no") ? false : null;
}

/** `pmset -g batt`. */
export function macBattery(out: string | null): Battery {
  const from = /Now drawing from '([^']+)'/.exec(out ?? "")?.[1];
  if (from === undefined) return UNKNOWN;
  const percent = /(\d+)%/.exec(out ?? "")?.[1];
  return {
    on_battery: from === "Battery Power",
    percent: percent === undefined ? null : Number(percent),
  };
}

/** Minutes of ` sleep  10` below `AC Power:` of `pmset -g custom`; 0 never. */
export function macSleep(out: string | null): number | null {
  const part = /AC Power:([\s\S]*?)(?:\n\S|$)/.exec(out ?? "")?.[1];
  const minutes = /^\s*sleep\s+(\d+)/m.exec(part ?? "")?.[1];
  return minutes === undefined ? null : Number(minutes);
}

/** `ioreg -r -k AppleClamshellState -d 1`. */
export function macLid(out: string | null): "open" | "closed" | null {
  const closed = /"AppleClamshellState"\s*=\s*(Yes|No)/.exec(out ?? "")?.[1];
  return closed === undefined ? null : closed === "Yes" ? "closed" : "open";
}

/** `Win32_Battery` as JSON; nothing at all on a computer without one. 1 is "discharging". */
export function windowsBattery(out: string | null): Battery {
  if (out === null) return UNKNOWN;
  if (out.trim() === "") return { on_battery: false, percent: null };
  try {
    const found = JSON.parse(out) as unknown;
    const first = (Array.isArray(found) ? found[0] : found) as {
      BatteryStatus?: number;
      EstimatedChargeRemaining?: number;
    };
    return {
      on_battery: first.BatteryStatus === undefined ? null : first.BatteryStatus === 1,
      percent: first.EstimatedChargeRemaining ?? null,
    };
  } catch {
    return UNKNOWN;
  }
}

/** Minutes of `powercfg /query … STANDBYIDLE`, whose last two numbers are seconds plugged in and on battery. */
export function powercfgSleep(out: string | null): number | null {
  const [plugged] = [...(out ?? "").matchAll(/0x([0-9a-f]{8})\s*$/gim)].slice(-2);
  return plugged === undefined ? null : Math.ceil(Number.parseInt(plugged[1]!, 16) / 60);
}
