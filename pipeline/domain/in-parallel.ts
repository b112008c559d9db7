/** The fourth query at once would take the last worker thread and stall every file read of the process. */
const AT_ONCE = 3;

/**
 * Runs `work` for every item, one at a time per connection and on three connections at most.
 * Results come in the order of the items. The first error is thrown once all running work has ended.
 */
export async function inParallel<Connection, Item, Result>(
  connections: readonly Connection[],
  items: readonly Item[],
  work: (connection: Connection, item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = Array.from({ length: items.length });
  let next = 0;
  let stopped = false;
  const worker = async (connection: Connection): Promise<void> => {
    while (next < items.length && !stopped) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(connection, items[index] as Item);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(connections.slice(0, AT_ONCE).map(worker));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  return results;
}
