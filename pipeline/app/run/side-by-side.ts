import { inParallel } from "#domain/in-parallel.ts";
import type { ClosableSession } from "#ports/warehouse.ts";
import type { RunContext } from "./context.ts";

/** One query rarely keeps all cores busy; a third at once would ask for as much memory again and gain little. */
const LANES = 2;

/**
 * Works on several items at once, each lane on a connection of its own. Temporary tables of a lane are gone
 * afterwards: work whose differences later steps read belongs on the run's own connection.
 */
export async function sideBySide<Item, Result>(
  context: RunContext,
  items: readonly Item[],
  work: (context: RunContext, item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const lanes: ClosableSession[] = [];
  try {
    while (lanes.length < Math.min(LANES, items.length)) lanes.push(await context.draft.fork());
    return await inParallel(lanes, items, (session, item) => work({ ...context, session }, item));
  } finally {
    for (const lane of lanes) await lane.close();
  }
}

/** What an item is called, and the names of those that must be done before it. */
export interface Order<Item> {
  readonly name: (item: Item) => string;
  readonly waits: (item: Item) => readonly string[];
}

/** Like `sideBySide`, each item after those it waits for. `items` must be in an order that would do one by one. */
export async function inOrder<Item>(
  context: RunContext,
  items: readonly Item[],
  { name, waits }: Order<Item>,
  work: (context: RunContext, item: Item) => Promise<void>,
): Promise<void> {
  const done = new Map<string, PromiseWithResolvers<void>>();
  for (const item of items) {
    const ending = Promise.withResolvers<void>();
    // Whoever waits hears of a failure; without anyone waiting it must not end the program.
    ending.promise.catch(() => undefined);
    done.set(name(item), ending);
  }
  await sideBySide(context, items, async (lane, item) => {
    const ending = done.get(name(item)) as PromiseWithResolvers<void>;
    try {
      await Promise.all(waits(item).map((other) => done.get(other)?.promise));
      await work(lane, item);
      ending.resolve();
    } catch (error) {
      ending.reject(error);
      throw error;
    }
  });
}
