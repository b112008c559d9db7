import { AppError } from "#domain/errors.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { EngineLimits } from "#ports/warehouse.ts";
import { openInstance } from "./instance.ts";

/**
 * Writes a Parquet file as CSV with a header: comma, UTF-8, every value as its exact text, nothing for null.
 * @throws AppError `bad_input` for what is no Parquet file; no CSV is left then.
 */
export async function parquetToCsv(
  parquet: string,
  csv: string,
  limits: EngineLimits,
  signal?: AbortSignal,
): Promise<void> {
  const instance = await openInstance(limits);
  const connection = await instance.connect();
  const stop = (): void => connection.interrupt();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await connection.run("set timezone = 'UTC'");
    const from = `read_parquet(${quoteLiteral(parquet)})`;
    const described = await connection.runAndReadAll(`describe select * from ${from}`);
    const columns = described
      .getRowObjectsJson()
      .map((row) => quoteIdentifier(String(row["column_name"])));
    const texts = columns.map((column) => `${column}::varchar as ${column}`);
    await connection.run(
      `copy (select ${texts.join(", ")} from ${from}) to ${quoteLiteral(csv)} (format csv, header, force_quote *, nullstr '')`,
    );
  } catch (cause) {
    signal?.throwIfAborted();
    throw new AppError("bad_input", "This is not a Parquet file that can be read.", {
      hint: "Write it again, or put a CSV in its place.",
      cause,
    });
  } finally {
    signal?.removeEventListener("abort", stop);
    connection.closeSync();
    instance.closeSync();
  }
}
