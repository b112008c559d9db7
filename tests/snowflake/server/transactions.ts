/** Transactions that are open, whoever's: a program that died leaves its own, and somebody else may abort it. */
import { texts } from "./answers.ts";
import type { Around } from "./around.ts";
import { SqlError } from "./translate.ts";

const done = texts(["status"], [["Statement executed successfully."]]);

export async function transaction([sql, begin, name]: readonly string[], around: Around) {
  const { account, connection, pending } = around;
  if (begin) {
    await connection.run("begin transaction");
    account.transactions.begin(around, name ?? "");
    return done;
  }
  await connection.run(sql as string);
  if (sql === "commit") for (const key of pending) account.history.add(key);
  account.transactions.forget(around);
  return done;
}

export function showTransactions(_match: readonly string[], { account }: Around) {
  const rows = [...account.transactions.open].map(([id, { name }]) => [id, name, "running"]);
  return texts(["id", "name", "state"], rows);
}

export async function abortTransaction([, id]: readonly string[], { account }: Around) {
  const open = account.transactions.open.get(id as string);
  if (!open) throw new SqlError("000630", `Transaction ${String(id)} does not exist.`);
  const { around } = open;
  account.transactions.forget(around);
  around.connection.interrupt();
  await around.connection.run("rollback").catch(() => undefined);
  return texts(["system$abort_transaction"], [["Transaction successfully aborted."]]);
}
