/** A statement the engine refused: a person's query with a mistake, a file that is not what it seemed, or a bug of ours. */
export class SqlRefused extends Error {
  readonly sql: string;
  constructor(message: string, sql: string, cause: unknown) {
    super(message, { cause });
    this.name = "SqlRefused";
    this.sql = sql;
  }
}
