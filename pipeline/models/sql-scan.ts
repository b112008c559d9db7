/** A lexical look at SQL text: enough to leave comments and literals alone, no parser. */

export interface SqlPiece {
  readonly kind: "code" | "literal" | "identifier" | "comment";
  readonly text: string;
  /** 1-based line on which the piece starts. */
  readonly line: number;
}

const SPECIAL = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g;

function kindOf(text: string): SqlPiece["kind"] {
  if (text.startsWith("'")) return "literal";
  return text.startsWith('"') ? "identifier" : "comment";
}

/** Cuts SQL into code, string literals, quoted identifiers and comments; their texts join to `sql`. */
export function scanSql(sql: string): readonly SqlPiece[] {
  const pieces: SqlPiece[] = [];
  let at = 0;
  let line = 1;
  const push = (kind: SqlPiece["kind"], text: string): void => {
    if (text === "") return;
    pieces.push({ kind, text, line });
    line += text.split("\n").length - 1;
  };
  for (const match of sql.matchAll(SPECIAL)) {
    push("code", sql.slice(at, match.index));
    push(kindOf(match[0]), match[0]);
    at = match.index + match[0].length;
  }
  push("code", sql.slice(at));
  return pieces;
}

/** SQL without comments and with single spaces: two texts that differ only in layout become equal. */
export function normaliseSql(sql: string): string {
  const parts: string[] = [];
  let code = "";
  for (const piece of scanSql(sql)) {
    if (piece.kind === "code") code += piece.text;
    else if (piece.kind === "comment") code += " ";
    else {
      parts.push(code.replace(/\s+/g, " "), piece.text);
      code = "";
    }
  }
  return [...parts, code.replace(/\s+/g, " ")].join("").trim();
}

/** Names directly before an opening bracket, lower case: calls of functions and macros. */
export function calledNames(sql: string): ReadonlySet<string> {
  const code = scanSql(sql)
    .map((piece) => (piece.kind === "code" ? piece.text : piece.kind === "comment" ? " " : "''"))
    .join("");
  return new Set([...code.matchAll(/\b([a-z_][a-z0-9_]*)\s*\(/gi)].map((m) => m[1]!.toLowerCase()));
}

/** Statements of a script, without comments around them and without semicolons. */
export function splitStatements(sql: string): readonly string[] {
  const statements = [""];
  for (const piece of scanSql(sql)) {
    if (piece.kind === "comment") continue;
    const parts = piece.kind === "code" ? piece.text.split(";") : [piece.text];
    statements[statements.length - 1] += parts[0]!;
    statements.push(...parts.slice(1));
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== "");
}
