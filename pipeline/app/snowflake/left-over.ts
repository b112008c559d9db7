import { AppError } from "#domain/errors.ts";
import type { CloudContext } from "./context.ts";

/** Loads into one target have one name, so that those of other shops of the same user are left alone. */
export const transactionName = ({ published }: CloudContext["databases"]): string =>
  `medallion_${published}`;

/**
 * A run whose program died may have left a load open, or its `commit` on the way: what it does after the ledger was
 * read would be loaded a second time. Once it is aborted it is decided one way or the other.
 */
export async function abortLeftOver({
  cloud,
  databases,
}: Pick<CloudContext, "cloud" | "databases">): Promise<void> {
  const name = transactionName(databases);
  const leftOver = async (): Promise<readonly string[]> =>
    (await cloud.rows("show transactions"))
      .filter((row) => String(row["name"]).toLowerCase() === name)
      .map((row) => String(row["id"]))
      .filter((id) => /^\d+$/.test(id));
  const found = await leftOver();
  if (found.length === 0) return;
  for (const id of found) {
    // One that ended by itself meanwhile cannot be aborted: it is decided, too.
    await cloud.rows(`select system$abort_transaction(${id})`).catch(() => undefined);
  }
  if ((await leftOver()).length === 0) return;
  throw new AppError(
    "upstream",
    "A load that an earlier run left open on Snowflake still goes on.",
    {
      hint: "Nothing was loaded. Run again in a minute; an administrator can end it with SHOW TRANSACTIONS IN ACCOUNT and SYSTEM$ABORT_TRANSACTION.",
      retryable: true,
    },
  );
}
