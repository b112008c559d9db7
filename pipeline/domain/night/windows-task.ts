import {
  minutesHere,
  type NightPlan,
  requireOneLine,
  sameClocks,
  type SchedulerFile,
} from "./plan.ts";
import { xmlText } from "./xml-text.ts";

/** One argument as Windows programs take their command line apart: backslashes count only before a quote. */
export function windowsArgument(value: string): string {
  if (value !== "" && !/[\s"]/.test(value)) return value;
  const escaped = value.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, "$1$1");
  return `"${escaped}"`;
}

/** Task Scheduler knows UTC and this computer's clocks. For another zone it starts every hour; the run asks whether it is time. */
function triggers(plan: NightPlan, system_zone: string, now: Date): readonly string[] {
  const day = "2026-01-01";
  const trigger = (start: string, hourly: boolean): readonly string[] => [
    "    <CalendarTrigger>",
    "      <Enabled>true</Enabled>",
    `      <StartBoundary>${start}</StartBoundary>`,
    ...(hourly
      ? [
          "      <Repetition>",
          "        <Interval>PT1H</Interval>",
          "        <Duration>P1D</Duration>",
          "      </Repetition>",
        ]
      : []),
    "      <ScheduleByDay>",
    "        <DaysInterval>1</DaysInterval>",
    "      </ScheduleByDay>",
    "    </CalendarTrigger>",
  ];
  if (sameClocks(plan.time_zone, "UTC", now)) return trigger(`${day}T${plan.daily}:00Z`, false);
  if (sameClocks(plan.time_zone, system_zone, now))
    return trigger(`${day}T${plan.daily}:00`, false);
  return minutesHere(plan, system_zone, now).flatMap((minute) =>
    trigger(`${day}T00:${String(minute).padStart(2, "0")}:00`, true),
  );
}

const SETTINGS = [
  "  <Settings>",
  "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>",
  "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>",
  "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>",
  "    <StartWhenAvailable>true</StartWhenAvailable>",
  "    <Enabled>true</Enabled>",
  "    <WakeToRun>true</WakeToRun>",
  "    <ExecutionTimeLimit>PT12H</ExecutionTimeLimit>",
  "  </Settings>",
];

/** A task for `schtasks /Create /XML`, which wants UTF-16 with a byte order mark. */
export function windowsTask(plan: NightPlan, system_zone: string, now: Date): SchedulerFile {
  requireOneLine([...plan.command, plan.directory]);
  const [program, ...words] = plan.command;
  const text = [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    "  <RegistrationInfo>",
    `    <Description>${xmlText(`Medallion nightly run of ${plan.directory}`)}</Description>`,
    "  </RegistrationInfo>",
    "  <Triggers>",
    ...triggers(plan, system_zone, now),
    "  </Triggers>",
    "  <Principals>",
    '    <Principal id="Author">',
    "      <LogonType>InteractiveToken</LogonType>",
    "      <RunLevel>LeastPrivilege</RunLevel>",
    "    </Principal>",
    "  </Principals>",
    ...SETTINGS,
    '  <Actions Context="Author">',
    "    <Exec>",
    `      <Command>${xmlText(program)}</Command>`,
    `      <Arguments>${xmlText(words.map(windowsArgument).join(" "))}</Arguments>`,
    "    </Exec>",
    "  </Actions>",
    "</Task>",
    "",
  ].join("\r\n");
  return { name: `${plan.name}.xml`, text, encoding: "utf-16le" };
}
