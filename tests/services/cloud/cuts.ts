/** Ways a run to Snowflake can be cut off, each at a statement of one's choice, and a count of how often each was. */
import type { BucketShop } from "./bucket-shop.ts";
import { SqlError } from "#tests/snowflake/server/translate.ts";

/** In turn: every one of five is of another kind, and each kind has two ways. */
export const WAYS = [
  "client killed, statement goes on",
  "server down, statement lost",
  "network reset, answer lost",
  "token expired in a query",
  "warehouse suspended",
  "client killed after the statement",
  "server down, statement done",
  "network away for good",
  "sign-in expired in a query",
  "warehouse suspended after the statement",
] as const;
export type Way = (typeof WAYS)[number];

/** Longer than the stand-in waits before it says "still running". */
const A_WHILE = 700;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, A_WHILE));
const suspended = (): SqlError => new SqlError("000606", "No active warehouse selected.");
/** What needs no warehouse goes on without one. */
const needsWarehouse = (sql: string): boolean =>
  /^(select|with|insert|merge|delete|copy|create or replace table)\b/.test(sql);

export interface CutResult {
  /** The run did not come to its end. */
  readonly ended: boolean;
  /** The cut really happened. */
  readonly fired: boolean;
  /** The statement it happened at. */
  readonly sql: string;
}

interface Hold {
  fired: boolean;
  sql: string;
}

/** What happens before and after the chosen statement; `kill` ends the client. */
function arm(shop: BucketShop, way: Way, at: number, kill: () => void, hold: Hold): void {
  const { http, online } = shop.snowflake;
  const { faults } = http;
  let seen = 0;
  const after = way.includes("after") || way.endsWith("done") || way.endsWith("answer lost");
  const happen = async (sql: string): Promise<void> => {
    hold.fired = true;
    hold.sql = sql.split("\n")[0]?.slice(0, 70) ?? "";
    if (way.startsWith("client")) kill();
    if (way.startsWith("server")) {
      // After the work: what was committed stays. Before: the statement never happened.
      setImmediate(() => void http.crash());
      if (!after) await new Promise(() => undefined);
    }
    if (way === "network away for good") {
      online(false);
      http.cut();
    }
    if (way === "network reset, answer lost") http.cut();
    if (way.endsWith("expired in a query")) {
      for (const session of http.sessions.all) {
        if (way.startsWith("token")) session.expired = true;
        else session.ended = true;
      }
      await pause();
    }
  };
  faults.before = async (sql) => {
    seen += 1;
    if (seen === at && !after) await happen(sql);
    if (seen >= at && way === "warehouse suspended" && needsWarehouse(sql)) throw suspended();
    if (seen > at && after && way.startsWith("warehouse") && needsWarehouse(sql)) throw suspended();
  };
  faults.after = async (sql) => {
    if (seen === at && after && !hold.fired) await happen(sql);
  };
}

/** Does `way` to the statement of that number. Whatever was broken is whole again afterwards. */
export async function cutOff(
  shop: BucketShop,
  way: Way,
  at: number,
  bring: () => Promise<unknown>,
): Promise<CutResult> {
  const { http, online } = shop.snowflake;
  const hold: Hold = { fired: false, sql: "" };
  let ended: boolean;
  if (way.startsWith("client")) {
    const child = shop.start();
    const gone = new Promise<NodeJS.Signals | null>((resolve) =>
      child.once("close", (_code, signal) => resolve(signal)),
    );
    arm(shop, way, at, () => child.kill("SIGKILL"), hold);
    ended = (await gone) === "SIGKILL";
  } else {
    arm(shop, way, at, () => undefined, hold);
    ended = await bring().then(
      () => false,
      () => true,
    );
  }
  http.faults.before = () => undefined;
  http.faults.after = () => undefined;
  online(true);
  return { ended, ...hold };
}
