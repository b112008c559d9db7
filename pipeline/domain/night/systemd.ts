import { addDays, instantOf, wallClock } from "#domain/schedule.ts";
import { type NightPlan, requireOneLine, type SchedulerFile } from "./plan.ts";

/** One argument for `ExecStart=`: quoted, backslashes and quotes escaped, `%` doubled. */
function systemdArgument(value: string): string {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("%", "%%");
  return `"${escaped}"`;
}

/** Text of a description: `%` would be read as a specifier, a closing backslash as "goes on". */
const systemdText = (value: string): string => value.replaceAll("%", "%%").replace(/\\+$/, "");

/** The colon before the program keeps `$` in paths what it is. */
function service({ command, directory }: NightPlan): string {
  return [
    "[Unit]",
    `Description=Medallion nightly run of ${systemdText(directory)}`,
    "",
    "[Service]",
    "Type=oneshot",
    `ExecStart=:${command.map(systemdArgument).join(" ")}`,
    // Held (1) is an outcome the night tells itself; systemd shall not call it a crash.
    "SuccessExitStatus=1",
    "Nice=10",
    "",
  ].join("\n");
}

/**
 * The planned time, and where clocks jump over it on some night (02:30 in Berlin) the same time an hour
 * later: systemd leaves such a night out. The second start finds nothing to do on all other nights.
 */
function moments({ daily, time_zone }: NightPlan, now: Date): readonly string[] {
  const on = (time: string): string => `OnCalendar=*-*-* ${time}:00 ${time_zone}`;
  const today = now.toISOString().slice(0, 10);
  const days = Array.from({ length: 400 }, (_, index) => addDays(today, index));
  const shown = (date: string) => wallClock(instantOf(date, daily, time_zone), time_zone);
  if (days.every((date) => shown(date).endsWith(daily))) return [on(daily)];
  const hour = (Number(daily.slice(0, 2)) + 1) % 24;
  return [on(daily), on(`${String(hour).padStart(2, "0")}${daily.slice(2)}`)];
}

/** The zone is part of the time: clocks that change or a computer that travels make no difference. */
function timer(plan: NightPlan, now: Date): string {
  const { name, directory } = plan;
  return [
    "[Unit]",
    `Description=Starts the nightly Medallion run of ${systemdText(directory)}`,
    "",
    "[Timer]",
    ...moments(plan, now),
    "AccuracySec=1s",
    // What was missed while the computer slept or was off is started once, when it is back.
    "Persistent=true",
    // After a login the run itself asks whether something is due: also a night that a power cut ended.
    "OnStartupSec=30s",
    `Unit=${name}.service`,
    "",
    "[Install]",
    "WantedBy=timers.target",
    "",
  ].join("\n");
}

/** A user service and its timer, for `systemctl --user`. */
export function systemdUnits(plan: NightPlan, now: Date): readonly SchedulerFile[] {
  requireOneLine([...plan.command, plan.directory]);
  return [
    { name: `${plan.name}.service`, text: service(plan), encoding: "utf-8" },
    { name: `${plan.name}.timer`, text: timer(plan, now), encoding: "utf-8" },
  ];
}
