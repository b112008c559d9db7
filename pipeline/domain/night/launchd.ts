import {
  minutesHere,
  type NightPlan,
  requireOneLine,
  sameClocks,
  type SchedulerFile,
} from "./plan.ts";
import { xmlText } from "./xml-text.ts";

export const launchdLabel = (name: string): string => `local.${name}`;

/** launchd knows this computer's clocks only. For another zone it starts every hour, and the run itself asks whether it is time. */
function moments(plan: NightPlan, system_zone: string, now: Date): readonly string[] {
  const entry = (minute: number, hour?: number): string =>
    [
      "    <dict>",
      ...(hour === undefined ? [] : ["      <key>Hour</key>", `      <integer>${hour}</integer>`]),
      "      <key>Minute</key>",
      `      <integer>${minute}</integer>`,
      "    </dict>",
    ].join("\n");
  if (sameClocks(plan.time_zone, system_zone, now)) {
    return [entry(Number(plan.daily.slice(3)), Number(plan.daily.slice(0, 2)))];
  }
  return minutesHere(plan, system_zone, now).map((minute) => entry(minute));
}

/** A launch agent. After sleep launchd starts what was missed, once; `RunAtLoad` does so after a login. */
export function launchdAgent(plan: NightPlan, system_zone: string, now: Date): SchedulerFile {
  requireOneLine([...plan.command, plan.directory]);
  const label = launchdLabel(plan.name);
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    "<dict>",
    "  <key>Label</key>",
    `  <string>${xmlText(label)}</string>`,
    "  <key>ProgramArguments</key>",
    "  <array>",
    ...plan.command.map((argument) => `    <string>${xmlText(argument)}</string>`),
    "  </array>",
    "  <key>StartCalendarInterval</key>",
    "  <array>",
    ...moments(plan, system_zone, now),
    "  </array>",
    "  <key>RunAtLoad</key>",
    "  <true/>",
    "  <key>ProcessType</key>",
    "  <string>Background</string>",
    "</dict>",
    "</plist>",
    "",
  ].join("\n");
  return { name: `${label}.plist`, text, encoding: "utf-8" };
}
