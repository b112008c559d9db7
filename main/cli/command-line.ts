import { type Command, InvalidArgumentError } from "commander";
import type { Action } from "./session.ts";

/** What a command file needs to hang its commands into the program. */
export interface CommandLine {
  readonly program: Command;
  /** Runs an action on a workspace folder; its exit code becomes the program's. */
  run(directory: string, options: { readonly json?: boolean }, action: Action): Promise<void>;
}

/** A command on a workspace folder, with `--json`. */
export function onWorkspace(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .argument("<dir>", "workspace folder")
    .option("--json", "print one JSON document");
}

/** Option parser: whole numbers from `least` on. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`Give a whole number from ${least} on.`);
    }
    return value;
  };
}

/** Option parser: a number above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError("Give a number above 0.");
  }
  return value;
}

/** Option parser: a calendar date. */
export function calendarDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime());
  if (!valid || date.toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError("Give a date as YYYY-MM-DD.");
  }
  return text;
}

/** Option parser for an option that may be given several times. */
export function collect<Item>(parse: (text: string) => Item) {
  return (text: string, earlier: readonly Item[] = []): readonly Item[] => [
    ...earlier,
    parse(text),
  ];
}

/** Without the keys whose value is undefined: what was not said is left out, not sent as nothing. */
export function given<T extends object>(
  values: T,
): { [K in keyof T]: Exclude<T[K], undefined> } & object {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
