import { AppError } from "#domain/errors.ts";
import type { CloudOptions, CloudRow, CloudSession, CloudValue } from "#ports/snowflake.ts";
import type { DriverConnection, DriverStatement } from "./driver.ts";
import { toAppError } from "./errors.ts";

type Bind = string | number | null;

const HALF_AN_HOUR = 30 * 60_000;
/** How long a cancelled statement may take to say so before we stop listening. */
const GRACE = 5_000;

/** One statement at a time over the driver, each with a deadline of ours: the driver alone may wait 25 minutes. */
export class SnowflakeSession implements CloudSession {
  readonly #connection: DriverConnection;
  readonly #options: CloudOptions;
  #statements = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: DriverConnection, options: CloudOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  get statements(): number {
    return this.#statements;
  }

  async rows(sql: string, values: readonly Bind[] = []): Promise<readonly CloudRow[]> {
    const { rows } = await this.#send(sql, values);
    return rows;
  }

  async run(sql: string, values: readonly Bind[] = []): Promise<number> {
    const { changed } = await this.#send(sql, values);
    return changed;
  }

  async upload(file: string, stage: string): Promise<void> {
    // Between quotes a backslash and a quote would end the path; the driver wants slashes on every system.
    const path = file.replaceAll("\\", "/").replaceAll("'", "\\'");
    const { rows } = await this.#send(
      `put 'file://${path}' '${stage}' auto_compress = false overwrite = false`,
      [],
    );
    const bad = rows.filter((row) => !["UPLOADED", "SKIPPED"].includes(String(row["status"])));
    if (rows.length > 0 && bad.length === 0) return;
    throw new AppError("upstream", `${file} did not arrive in Snowflake's stage.`, {
      hint: "Nothing was loaded. Run again: files that did arrive are not sent twice.",
      retryable: true,
      details: { status: bad[0]?.["status"] ?? null, message: bad[0]?.["message"] ?? null },
    });
  }

  /** Signs out; a service that does not answer is not waited for. */
  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, GRACE);
    this.#connection.destroy(() => resolve());
    await promise;
    clearTimeout(timer);
  }

  #send(sql: string, values: readonly Bind[]) {
    const next = this.#last.then(() => this.#execute(sql, values));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #execute(sql: string, binds: readonly Bind[]) {
    const { signal, tag, deadline = HALF_AN_HOUR } = this.#options;
    if (signal?.aborted) throw cancelled();
    this.#statements += 1;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const statement = this.#connection.execute({
      sqlText: sql,
      ...(binds.length > 0 && { binds: [...binds] as never }),
      parameters: { QUERY_TAG: tag },
      fetchAsString: ["Number", "Date"],
      complete: (error, done, rows) =>
        error ? reject(error) : resolve(answer(done, (rows ?? []) as Record<string, unknown>[])),
    });
    const stop = (why: AppError): void => {
      statement.cancel(() => undefined);
      setTimeout(() => reject(why), GRACE).unref();
    };
    const timer = setTimeout(() => {
      late = new AppError("upstream", `Snowflake did not answer within ${deadline / 1000} s.`, {
        hint: "The statement was cancelled. Try again, or use a larger warehouse.",
        retryable: true,
      });
      stop(late);
    }, deadline);
    let late: AppError | null = null;
    const onAbort = (): void => stop(cancelled());
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      return await promise;
    } catch (error) {
      if (signal?.aborted) throw cancelled();
      throw late ?? toAppError(error, sql.slice(0, 200));
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    }
  }
}

interface Answer {
  readonly rows: readonly CloudRow[];
  readonly changed: number;
}

function answer(statement: DriverStatement, rows: readonly Record<string, unknown>[]): Answer {
  // What is fetched as text says "NULL" for nothing; in a column of texts that is a word.
  const columns = statement.getColumns() ?? [];
  const texts = new Set(columns.filter((c) => c.isString()).map((c) => c.getName()));
  const read = (name: string, value: unknown): CloudValue =>
    value === "NULL" && !texts.has(name) ? null : cell(value);
  return {
    rows: rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name.toLowerCase(), read(name, value)]),
      ),
    ),
    changed: Number(statement.getNumUpdatedRows() ?? 0),
  };
}

function cell(value: unknown): CloudValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const cancelled = (): AppError =>
  new AppError("cancelled", "Stopped.", { hint: "What was published stands as it was." });
