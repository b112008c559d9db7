import { ENTITY_NAMES } from "#domain/entities.ts";
import { ERROR_EXIT_CODES } from "#domain/errors.ts";
import {
  COMPUTER_AWAY,
  LAKE_AWAY,
  NIGHT_KILLED,
  NIGHT_OVERLAPPED,
  NIGHT_STEPS,
} from "#domain/night/record.ts";
import { COMPUTER_ASLEEP, COMPUTER_OFF, LOGGED_OUT, NOT_STARTED } from "#domain/night/presence.ts";

/**
 * What leaves this computer in a support bundle is chosen by what is known to be harmless, never by what looks
 * like a secret: a text is kept when the product itself wrote it, or when its form can hold nothing else.
 */
export type Vocabulary = ReadonlySet<string>;

/** Words of the product that appear as values. */
const WORDS: readonly string[] = [
  ...ENTITY_NAMES,
  ...Object.keys(ERROR_EXIT_CODES),
  ...NIGHT_STEPS,
  ...[COMPUTER_AWAY, LAKE_AWAY, NIGHT_KILLED, NIGHT_OVERLAPPED],
  ...[COMPUTER_ASLEEP, COMPUTER_OFF, LOGGED_OUT, NOT_STARTED],
  ...["succeeded", "unchanged", "held", "failed", "cancelled", "running", "interrupted"],
  ...["published", "current", "waiting", "elsewhere", "done", "skipped", "ok", "warn", "error"],
  ...["run", "backfill", "recheck", "snapshot", "append", "full", "delta"],
  ...["csv", "json", "folder", "sheet", "s3", "postgres", "mysql", "snowflake", "rest"],
  ...["signed_in", "service_account", "api_key", "registered", "missing", "different", "unknown"],
  ...["file", "desktop", "mail", "webhook", "linux", "darwin", "win32", "x64", "arm64"],
  ...["checks", "close", "publish", "read", "sample", "profile", "export", "meta.workspace"],
  ...["meta.as_of", "night.wait", "night.reports", "snowflake.load", "snowflake.verify"],
  ...["quarantine", "superseded", "keys"].flatMap((schema) =>
    ENTITY_NAMES.map((entity) => `${schema}.${entity}`),
  ),
  "keys.shipping_methods",
  ...["DEBUG", "INFO", "WARN", "ERROR", "medallion"],
  ...["run started", "run finished", "run failed", "run cancelled", "step", "source read"],
  ...["model built", "unexpected error", "held", "quarantine limit"],
  ...["incremental", "whole", "unchanged", "rebuilt", "copied", "table", "view"],
  ...["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "AppError"],
  ...["AggregateError", "AbortError", "TimeoutError"],
];

/** Forms that hold nothing but a point in time, a number of ours, or a version. */
const FORMS: readonly RegExp[] = [
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/,
  /^[rbni]\d{4,6}$/,
  /^v?\d{1,3}\.\d{1,3}\.\d{1,3}(-[a-z]+\.\d{1,3})?$/,
  /^#\d{1,4}$/,
];

/** @param more names from the product's own models and checks. */
export function vocabulary(more: Iterable<string>): Vocabulary {
  return new Set([...WORDS, ...more]);
}

export const isHarmless = (text: string, words: Vocabulary): boolean =>
  words.has(text) || FORMS.some((form) => form.test(text));

/** What stands for a text that is not known to be harmless. */
const REMOVED = "(removed)";

export const scrubText = (text: string, words: Vocabulary): string =>
  isHarmless(text, words) ? text : REMOVED;

/** A copy in which every text that is not known to be harmless is gone; so are keys that are none of ours. */
export function scrub(value: unknown, words: Vocabulary): unknown {
  if (typeof value === "string") return scrubText(value, words);
  if (Array.isArray(value)) return value.map((item) => scrub(item, words));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(
    ([key]) => /^[A-Za-z][A-Za-z_.]{0,40}$/.test(key) || isHarmless(key, words),
  );
  return Object.fromEntries(kept.map(([key, item]) => [key, scrub(item, words)]));
}

const FRAME = /(?:^|[/\\])((?:pipeline|main|renderer)(?:[/\\][a-z][a-z-]*)+\.tsx?:\d+:\d+)\)?$/;

/** Frames of a stack that are the product's own, from its top folder on: the path before names people. */
export function productFrames(stack: unknown): readonly string[] {
  if (typeof stack !== "string") return [];
  return stack.split("\n").flatMap((line) => {
    const place = FRAME.exec(line.trim())?.[1];
    return place === undefined ? [] : [place.replaceAll("\\", "/")];
  });
}
