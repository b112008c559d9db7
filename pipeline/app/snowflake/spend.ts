import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { resultOf } from "#app/run/list-runs.ts";
import { AppError } from "#domain/errors.ts";
import type { Build } from "#domain/run/build.ts";
import { estimateSpend, NOT_COUNTED, type Spend } from "#domain/snowflake/spend.ts";
import type { SnowflakeTarget } from "#domain/snowflake/target.ts";
import { targetOf } from "./target.ts";

/** Statements a run takes besides those that move rows. */
const STATEMENTS = 260;
/** Runs that are looked through for the last one on Snowflake. */
const LOOKED_THROUGH = 200;

const rowsOf = (build: Build): number =>
  Object.values(build.rows).reduce((sum, count) => sum + count, 0);

function spendOf(target: SnowflakeTarget, build: Build): Spend {
  return estimateSpend({ statements: STATEMENTS, rows: rowsOf(build) }, target.warehouse_size);
}

function moneyOf({ credit_price: price }: SnowflakeTarget, credits: number) {
  return price ? { amount: credits * price.amount, currency: price.currency } : null;
}

/** @throws AppError `usage` when the run would cost more than its cap; nothing has been sent by then. */
export function guard(target: SnowflakeTarget, build: Build): number {
  const { credits } = spendOf(target, build);
  const { credit_cap: cap } = target;
  if (cap === undefined || credits <= cap) return credits;
  const price = moneyOf(target, credits);
  const money = price ? ` (about ${price.amount.toFixed(2)} ${price.currency})` : "";
  throw new AppError(
    "usage",
    `This run is estimated at ${credits} credits${money}, above the cap of ${cap}.`,
    {
      hint: `Nothing was sent to Snowflake. Raise the cap or choose a smaller warehouse; ${NOT_COUNTED}.`,
    },
  );
}

/** `target.estimate`: what bringing the newest build to Snowflake is likely to cost. Asks nobody. */
export const estimateTarget: Handler<"target", "estimate"> = (services) => async () => {
  const target = await targetOf(services);
  const build = await services.builds.newest();
  const cap = target.credit_cap ?? null;
  if (!build) {
    const nothing = { build_id: null, rows: 0, seconds: 0, credits: 0, money: null };
    return { ...nothing, cap, above_cap: false, not_counted: NOT_COUNTED };
  }
  const { seconds, credits } = spendOf(target, build);
  return {
    build_id: build.build_id,
    rows: rowsOf(build),
    seconds,
    credits,
    money: moneyOf(target, credits),
    cap,
    above_cap: cap !== null && credits > cap,
    not_counted: NOT_COUNTED,
  };
};

/** `target.last`: what the newest run that reached Snowflake did there, and what it took. */
export const lastOnTarget: Handler<"target", "last"> = (services) => async () => {
  const { snowflake: target } = await services.workspaces.open(services.directory);
  for (const record of services.journal().runs({ limit: LOOKED_THROUGH })) {
    const result = resultOf(record)?.snowflake;
    if (!result) continue;
    const money = target ? moneyOf(target, result.credits) : null;
    return { last: { run_id: record.id, finished_at: record.finished_at, result, money } };
  }
  return { last: null };
};

/** Keeps what a run did on Snowflake with the run, so that it can be looked at later. */
export function keepOnTarget(services: Services, run_id: string, summary: object): void {
  const record = services.journal().run(run_id);
  if (!record || record.status === "running" || record.status === "interrupted") return;
  services.journal().finishRun(run_id, {
    finished_at: services.clock.now().toISOString(),
    status: record.status,
    build_id: record.build_id,
    summary: JSON.parse(JSON.stringify(summary)),
  });
}
