import {
  minutesHere,
  type NightPlan,
  requireOneLine,
  sameClocks,
  type SchedulerFile,
} from "./plan.ts";

/** A word for the shell; `%` would end the command in a crontab, so it gets a backslash outside of quotes. */
function cronWord(value: string): string {
  if (/^[\w./:=@+-]+$/.test(value)) return value;
  return value
    .split("%")
    .map((part) => (part === "" ? "" : `'${part.replaceAll("'", String.raw`'\''`)}'`))
    .join(String.raw`\%`);
}

/** Ends every line of ours, so that they can be found and taken out again. */
export const cronMark = (name: string): string => `# ${name}`;

/**
 * Lines of a crontab. cron knows this computer's clocks only and catches nothing up: `@reboot` does, and for
 * another zone it starts every hour and the run itself asks whether it is time.
 */
export function cronLines(plan: NightPlan, system_zone: string, now: Date): readonly string[] {
  requireOneLine([...plan.command, plan.directory]);
  const command = `${plan.command.map(cronWord).join(" ")} ${cronMark(plan.name)}`;
  const [hour, minute] = plan.daily.split(":").map(Number);
  const when = sameClocks(plan.time_zone, system_zone, now)
    ? `${minute} ${hour} * * *`
    : `${minutesHere(plan, system_zone, now).join(",")} * * * *`;
  return [`${when} ${command}`, `@reboot ${command}`];
}

export function cronFile(plan: NightPlan, system_zone: string, now: Date): SchedulerFile {
  const text = `${cronLines(plan, system_zone, now).join("\n")}\n`;
  return { name: `${plan.name}.cron`, text, encoding: "utf-8" };
}

/** A crontab without our lines, everything else as it was. */
export function withoutEntry(crontab: string, name: string): string {
  const mark = ` ${cronMark(name)}`;
  return crontab
    .split("\n")
    .filter((line) => !line.endsWith(mark))
    .join("\n");
}

export function linesOf(crontab: string, name: string): readonly string[] {
  const mark = ` ${cronMark(name)}`;
  return crontab.split("\n").filter((line) => line.endsWith(mark));
}
