import type { JsonValue } from "#domain/json.ts";
import type { CheckResult, QualityResult } from "./results.ts";
import { tableWords } from "./table-words.ts";

/** How times are told: the reader's now and zone. */
export interface Reading {
  /** ISO instant, UTC. */
  readonly now: string;
  readonly time_zone: string;
}

const LOCALE = "en-GB";
const number = (value: number): string => value.toLocaleString("en-US");

/** `1 check`, `2 checks`. */
export const counted = (value: number, noun: string): string =>
  `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

/** Intl puts a comma and narrow spaces where our texts have plain words. */
function date(instant: string, time_zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: time_zone })
    .format(new Date(instant))
    .replace("Sept", "Sep");
}

/** `17 Nov`, or `17 Nov 2025` in another year than now. */
export function dayText(instant: string, { now, time_zone }: Reading): string {
  const year = (at: string): string => date(at, time_zone, { year: "numeric" });
  const text = date(instant, time_zone, { day: "numeric", month: "short" });
  return year(instant) === year(now) ? text : `${text} ${year(instant)}`;
}

/** `today at 03:32`, `on 17 Nov at 03:32`. */
export function momentText(instant: string, reading: Reading): string {
  const { now, time_zone } = reading;
  const full = { year: "numeric", month: "numeric", day: "numeric" } as const;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const today = date(instant, time_zone, full) === date(now, time_zone, full);
  const day = today ? "today" : `on ${dayText(instant, reading)}`;
  return `${day} at ${date(instant, time_zone, clock)}`;
}

/** True only if something was checked, all that applies has passed and nothing was left out. */
export function isAllClear(result: QualityResult): boolean {
  const { passed, warned, failed, skipped } = result;
  return passed > 0 && warned === 0 && failed === 0 && skipped === 0;
}

/** `4 do not apply: no reviews connected.` */
function notApplying(results: readonly CheckResult[]): string {
  const idle = results.filter((result) => result.status === "not_applicable");
  if (idle.length === 0) return "";
  const missing = idle.flatMap(
    ({ reason }) => /^Not connected: (.*)\.$/.exec(reason ?? "")?.[1]?.split(", ") ?? [],
  );
  const names = [...new Set(missing)].map((name) => tableWords(name).many);
  const learning = idle.filter(({ reason }) => reason?.startsWith("Still learning")).length;
  const empty = idle.filter(({ reason }) => reason?.startsWith("There are no rows")).length;
  const why = [
    ...(names.length > 0 ? [`no ${names.join(", no ")} connected`] : []),
    ...(empty > 0 ? [`${number(empty)} without rows`] : []),
    ...(learning > 0 ? [`${number(learning)} still learning what is usual`] : []),
  ].join("; ");
  const verb = idle.length === 1 ? "does not apply" : "do not apply";
  return ` ${number(idle.length)} ${verb}${why ? `: ${why}` : ""}.`;
}

/**
 * What was checked, on how many rows and when. The same sentence tells a good and a bad night; only
 * `isAllClear` may turn anything green.
 */
export function qualitySentence(result: QualityResult, reading: Reading): string {
  const { passed, warned, failed, skipped, rows, checked_at, results } = result;
  if (passed + warned + failed + skipped === 0) {
    return `Nothing was checked ${momentText(checked_at, reading)}.${notApplying(results)}`;
  }
  const warnings = warned > 0 ? `${counted(warned, "warning")}, ` : "";
  return (
    `${counted(passed, "check")} passed on ${counted(rows, "row")} ${momentText(checked_at, reading)}; ` +
    `${warnings}${number(failed)} failed, ${number(skipped)} skipped.${notApplying(results)}`
  );
}

const cellText = (value: JsonValue | undefined): string =>
  value === null || value === undefined || value === "" ? "an empty cell" : String(value);

/** Fills `{value} {key} {column}` of a text from the yml. */
export function fillText(
  text: string,
  values: {
    readonly value?: JsonValue | undefined;
    readonly key?: string;
    readonly column?: string;
    readonly count?: string;
  },
): string {
  return text
    .replaceAll("{count}", () => values.count ?? "some")
    .replaceAll("{value}", () => cellText(values.value))
    .replaceAll("{key}", () => values.key ?? "")
    .replaceAll("{column}", () => (values.column ?? "").replaceAll("_", " "));
}

export interface SetAside {
  readonly entity: string;
  readonly key: string;
  readonly value: JsonValue;
  readonly column: string | null;
  /** e.g. `orders.csv!F212`; null if the cell is gone. */
  readonly address: string | null;
  readonly says: string;
  readonly todo: string;
}

/** `Order 1042 is set aside: 31.02.2026 is not a date. Correct orders.csv!F212, then re-check.` */
export function setAsideSentence(row: SetAside): string {
  const { one } = tableWords(row.entity);
  const says = fillText(row.says, { value: row.value, key: row.key, column: row.column ?? "" });
  const todo = row.address === null ? sentence(row.todo) : `Correct ${row.address}, then re-check.`;
  return `${capital(one)} ${row.key || "without a number"} is set aside: ${sentence(says)} ${todo}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const sentence = (text: string): string => (/[.?]$/.test(text) ? text : `${text}.`);

function since(result: CheckResult, reading: Reading): string {
  const start = result.since === null ? "" : `Since ${dayText(result.since, reading)}; `;
  return `${start}${start === "" ? "Owner" : "owner"} ${result.owner}.`;
}

/** Texts of yml either go on from "12 of 340 orders …" (lower case) or stand alone. */
function finding(result: CheckResult): string {
  const { says, rows_failed, rows_checked, table, column, examples, kind } = result;
  const words = tableWords(table.split(".").at(-1) ?? table);
  const text = fillText(says, {
    value: examples[0]?.["_value"],
    column: column ?? "",
    key: "",
    count: number(rows_failed),
  });
  if (rows_failed === 0) return `${capital(words.many)} ${text}`;
  // A text with the number in it is the whole sentence.
  if (says.includes("{count}")) return capital(text);
  const share = `${number(rows_failed)} of ${number(rows_checked)} ${words.many}`;
  if (kind === "row_rule" || says.includes("{")) {
    const what = result.severity === "error" && kind === "row_rule" ? "set aside" : "to look at";
    return `${share} ${rows_failed === 1 ? "is" : "are"} ${what}, for instance: ${text}`;
  }
  return /^[a-z]/.test(text) ? `${share} ${text}` : `${share}: ${text}`;
}

/** What a check found and what that means, without what to do. */
export function findingSentence(result: CheckResult): string {
  const { status, rows_checked, reason } = result;
  if (status === "passed") return `Passed on ${counted(rows_checked, "row")}.`;
  if (status === "skipped") return `Not checked. ${reason ?? ""}`.trim();
  if (status === "not_applicable") return `Does not apply. ${reason ?? ""}`.trim();
  return [finding(result), reason ?? ""]
    .filter((part) => part !== "")
    .map(sentence)
    .join(" ");
}

/**
 * A check with all that is to say about it: what it found, what to do, since when and whose it is.
 * `41 of 12,300 order lines name a product missing from products. … Since 17 Nov; owner Marta.`
 */
export function checkSentence(result: CheckResult, reading: Reading): string {
  const found = findingSentence(result);
  if (result.status !== "warned" && result.status !== "failed") return found;
  return [found, sentence(result.todo), since(result, reading)].join(" ");
}
