/** Snowflake's queries as DuckDB's. Functions that are not on the list are refused, as Snowflake would. */
import { FUNCTIONS, NOT_FUNCTIONS } from "./functions.ts";
import { type Token, tokenise } from "./tokens.ts";

export class SqlError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Catalogue {
  /** DuckDB's name of a database, or undefined. */
  readonly database: (name: string) => string | undefined;
  readonly isOwnFunction: (name: string) => boolean;
}

/** @throws SqlError for a function or database the stand-in does not know. */
export function translate(sql: string, catalogue: Catalogue): string {
  const tokens = tokenise(sql).filter((token) => token.kind !== "space");
  return write(tokens, catalogue);
}

function write(tokens: readonly Token[], catalogue: Catalogue): string {
  const out: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    const next = tokens[at + 1]?.text;
    const isPart = out.at(-1) === ".";
    if (token.kind === "word" && next === "." && !isPart && tokens[at + 3]?.text === ".") {
      const [schema, name] = [tokens[at + 2], tokens[at + 4]] as [Token, Token];
      if (schema.text === "functions") {
        if (!catalogue.isOwnFunction(name.text)) throw unknownFunction(name.text);
        out.push(name.text);
      } else {
        const database = catalogue.database(token.text);
        if (!database)
          throw new SqlError(
            "002003",
            `Database '${token.text.toUpperCase()}' does not exist or not authorized.`,
          );
        out.push(database, ".", schema.text, ".", name.text);
      }
      at += 4;
    } else if (token.kind === "word" && next === "(" && !isPart) {
      at = writeCall(tokens, at, out, catalogue);
    } else {
      out.push(token.kind === "word" && !isPart ? typeName(token.text) : token.text);
    }
  }
  return out.join(" ").replaceAll(/ ?\. ?(?=["a-z_*])/g, ".");
}

const typeName = (word: string): string => word;

const unknownFunction = (name: string): SqlError =>
  new SqlError("002140", `Unknown functions ${name.toUpperCase()}`);

/** Writes a call or a type with a size; returns the place of the last token written. */
function writeCall(
  tokens: readonly Token[],
  at: number,
  out: string[],
  catalogue: Catalogue,
): number {
  const name = (tokens[at] as Token).text;
  const end = closing(tokens, at + 1);
  const inside = () => write(tokens.slice(at + 2, end), catalogue);
  if (name === "number") {
    out.push(`decimal(${inside()})`);
    return end;
  }
  if (name === "timestamp_ntz" || name === "time") {
    out.push(name === "time" ? "time" : "timestamp");
    return end;
  }
  if (name === "array_construct_compact") {
    out.push(`list_filter(list_value(${inside()}), lambda x: x is not null)`);
    return end;
  }
  if (name === "array_agg") {
    const open = end + 3;
    const close = closing(tokens, open);
    const order = write(tokens.slice(open + 1, close), catalogue);
    out.push(`list(${inside()} ${order}) filter (where (${inside()}) is not null)`);
    return close;
  }
  const known = FUNCTIONS.get(name);
  if (known === undefined && !NOT_FUNCTIONS.has(name)) throw unknownFunction(name);
  out.push(known ?? name);
  return at;
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const { text, kind } = tokens[at] as Token;
    if (kind !== "sign") continue;
    if (text === "(") depth += 1;
    if (text === ")") depth -= 1;
    if (depth === 0) return at;
  }
  throw new SqlError("001003", "SQL compilation error: syntax error, bracket not closed");
}
