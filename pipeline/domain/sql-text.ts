/**
 * The only two functions that put names and values into SQL text. Both are total over hostile input:
 * whatever they return is one token (or one parenthesised expression) for DuckDB and Snowflake.
 */

/**
 * A name as a quoted identifier, e.g. `say "hi"` → `"say ""hi"""`.
 * @throws RangeError for an empty name or one holding a NUL character, which no engine can store.
 */
export function quoteIdentifier(name: string): string {
  if (name === "" || name.includes("\0")) {
    throw new RangeError("An SQL name must not be empty or hold a NUL character.");
  }
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * A text as a string literal, e.g. `it's` → `'it''s'`. A NUL character, which would end the statement
 * early in some drivers, is spelled `chr(0)`.
 */
export function quoteLiteral(text: string): string {
  const literal = (part: string): string => `'${part.replaceAll("'", "''")}'`;
  if (!text.includes("\0")) return literal(text);
  return `(${text.split("\0").map(literal).join(" || chr(0) || ")})`;
}
