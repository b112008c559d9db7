/** Snowflake SQL cut into tokens, and the few that mean another thing to DuckDB. */

export interface Token {
  readonly kind: "word" | "quoted" | "text" | "number" | "sign" | "space";
  readonly text: string;
}

const PATTERN =
  /(?<space>\s+|--[^\n]*)|(?<dollar>\$\$[\s\S]*?\$\$)|(?<text>'(?:[^'\\]|''|\\[\s\S])*')|(?<quoted>"(?:[^"]|"")*")|(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_@][A-Za-z0-9_$]*)|(?<sign>::|<>|<=|>=|\|\||[\s\S])/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  b: "\b",
  f: "\f",
};

/** The text a literal stands for: between quotes Snowflake honours backslashes. */
export function literalText(token: string): string {
  if (token.startsWith("$$")) return token.slice(2, -2);
  return token
    .slice(1, -1)
    .replaceAll(/''|\\u([0-9a-fA-F]{4})|\\([\s\S])/g, (all, code: string, letter: string) => {
      if (all === "''") return "'";
      if (code) return String.fromCodePoint(Number.parseInt(code, 16));
      return ESCAPES[letter] ?? letter;
    });
}

export const duckdbText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export function tokenise(sql: string): readonly Token[] {
  return [...sql.matchAll(PATTERN)].map(({ groups = {}, 0: text }) => {
    if (groups["space"] !== undefined) return { kind: "space", text: " " };
    if (groups["dollar"] !== undefined || groups["text"] !== undefined) {
      return { kind: "text", text: duckdbText(literalText(text)) };
    }
    if (groups["quoted"] !== undefined) return { kind: "quoted", text };
    if (groups["number"] !== undefined) return { kind: "number", text };
    if (groups["word"] !== undefined) return { kind: "word", text: text.toLowerCase() };
    return { kind: "sign", text };
  });
}
