/** `create function … language javascript` as a function of DuckDB that runs the very text. */
import { BOOLEAN, type DuckDBConnection, DuckDBScalarFunction, VARCHAR } from "@duckdb/node-api";
import { SqlError } from "./translate.ts";

type Script = (...values: readonly unknown[]) => unknown;
const SHAPE =
  /^create or replace function (\w+)\.(\w+)\.(\w+)\(([^)]*)\)\s+returns (varchar|boolean)\s+language javascript\s+strict\s+immutable\s+as\s+\$\$([\s\S]*)\$\$$/;

export class Scripts {
  readonly #bodies = new Map<string, Script>();

  has(name: string): boolean {
    return this.#bodies.has(name);
  }

  /** @throws SqlError for a statement of another shape. */
  define(sql: string, connection: DuckDBConnection): void {
    const match = SHAPE.exec(sql);
    if (!match) throw new SqlError("001003", "SQL compilation error: unexpected create function");
    const [, , , name, parameters, returns, body] = match as unknown as string[];
    const names = (parameters as string)
      .split(",")
      .map((part) => part.trim().split(" ")[0] as string);
    // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- the text is ours, and running it is the point
    const script = new Function(...names.map((n) => n.toUpperCase()), body as string) as Script;
    const known = this.#bodies.has(name as string);
    this.#bodies.set(name as string, script);
    if (known) return;
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: name as string,
        returnType: returns === "boolean" ? BOOLEAN : VARCHAR,
        parameterTypes: names.map(() => VARCHAR),
        specialHandling: true,
        mainFunction: (_info, input, output) => {
          const current = this.#bodies.get(name as string) as Script;
          const columns = names.map((_, index) => input.getColumnVector(index));
          for (let row = 0; row < input.rowCount; row += 1) {
            const values = columns.map((column) => column.getItem(row));
            const strict = values.includes(null) ? null : (current(...values) ?? null);
            output.setItem(row, strict as never);
          }
          output.flush();
        },
      }),
    );
  }
}
