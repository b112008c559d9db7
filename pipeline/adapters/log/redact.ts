/** What stands in place of a secret. */
export const REDACTED = "***";

const SECRET_KEY =
  /pass(word|wd|phrase)?$|secret|token|api_?-?key|access_?-?key|private_?-?key|credential|authorization|cookie|connection_?-?string|dsn$|signature/i;
/** Keys that only look secret. */
const HARMLESS_KEY = /^(business|surrogate)_?key$|^key$/i;
const SECRET_IN_TEXT: readonly [RegExp, string][] = [
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:)[^\s@]+@/gi, `$1${REDACTED}@`],
  [/\b(bearer|basic)\s+[\w~+/.=-]{8,}/gi, `$1 ${REDACTED}`],
  [
    /\b((?:x-amz-signature|token|api_?key|access_token|password|secret)=)[^\s&"']+/gi,
    `$1${REDACTED}`,
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, REDACTED],
];
/** Deeper than this nothing is logged: a log line is not a dump. */
const MAX_DEPTH = 6;
const MAX_TEXT = 4000;

/** Removes secrets from anything that goes into a log: by key, by shape, and by registered value. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Values shorter than four characters are ignored: hiding `a` would hide everything. */
  hide(secret: string): void {
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
      if (form.length >= 4) this.#secrets.add(form);
    }
  }

  text(value: string): string {
    let text = value;
    for (const secret of this.#secrets) text = text.replaceAll(secret, REDACTED);
    for (const [pattern, replacement] of SECRET_IN_TEXT) text = text.replace(pattern, replacement);
    return text.length > MAX_TEXT
      ? `${text.slice(0, MAX_TEXT)}… (${text.length} characters)`
      : text;
  }

  /** A copy fit for JSON: no secrets, no cycles, no depth, bigint as text, errors with their stack. */
  value(value: unknown, depth = 0): unknown {
    if (typeof value === "string") return this.text(value);
    if (typeof value === "bigint") return value.toString();
    if (typeof value === "function" || typeof value === "symbol") return undefined;
    if (value === null || typeof value !== "object") return value;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (depth >= MAX_DEPTH) return "…";
    if (value instanceof Error) return this.#error(value, depth);
    if (Array.isArray(value)) return value.map((item) => this.value(item, depth + 1));
    return this.#record(Object.entries(value), depth);
  }

  #record(entries: readonly (readonly [string, unknown])[], depth: number): object {
    const shown = entries.map(([key, value]) => {
      const secret = SECRET_KEY.test(key) && !HARMLESS_KEY.test(key);
      const hidden = secret && value !== null && value !== undefined && typeof value !== "boolean";
      return [this.text(key), hidden ? REDACTED : this.value(value, depth + 1)];
    });
    return Object.fromEntries(shown);
  }

  #error(error: Error, depth: number): object {
    const own = Object.entries(error).filter(([key]) => key !== "name" && key !== "message");
    return this.#record(
      [
        ["name", error.name],
        ["message", error.message],
        ["stack", error.stack],
        ...(error.cause === undefined ? [] : [["cause", error.cause] as const]),
        ...own,
      ],
      depth,
    );
  }
}
