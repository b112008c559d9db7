import { expect, test } from "vitest";
import type { ProgressEvent } from "#ports/progress.ts";
import { stream } from "./job.ts";

const event = (step: string, fraction: number): ProgressEvent => ({ step, label: step, fraction });

async function collect<Result>(events: AsyncGenerator<ProgressEvent, Result, void>) {
  const seen: ProgressEvent[] = [];
  for (;;) {
    const next = await events.next();
    if (next.done) return { seen, result: next.value };
    seen.push(next.value);
  }
}

test("a flood of events is thinned; each step is seen once more and the last one always", async () => {
  const { seen, result } = await collect(
    stream(async (progress) => {
      for (let n = 1; n <= 1000; n += 1) progress(event(n <= 500 ? "bronze" : "silver", n / 1000));
      return "done";
    }, undefined),
  );
  expect(result).toBe("done");
  expect(seen.length).toBeLessThan(10);
  expect(seen.map((one) => one.step)).toContain("bronze");
  expect(seen.at(-1)).toEqual(event("silver", 1));
});

test("a job without progress gives its result", async () => {
  expect(await collect(stream(async () => 7, undefined))).toEqual({ seen: [], result: 7 });
});

test("what the job throws reaches the reader, after its events", async () => {
  const seen: ProgressEvent[] = [];
  const events = stream(async (progress) => {
    progress(event("bronze", 0.1));
    throw new RangeError("disk full");
  }, undefined);
  await expect(
    (async () => {
      for await (const one of events) seen.push(one);
    })(),
  ).rejects.toThrow("disk full");
  expect(seen).toEqual([event("bronze", 0.1)]);
});

test("aborting the call aborts the job", async () => {
  const controller = new AbortController();
  const events = stream(
    (progress, signal) =>
      new Promise<void>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
        progress(event("bronze", 0.1));
      }),
    controller.signal,
  );
  expect((await events.next()).value).toEqual(event("bronze", 0.1));
  controller.abort(new Error("stopped by hand"));
  await expect(events.next()).rejects.toThrow("stopped by hand");
});

test("leaving the stream stops the job and waits until it let go", async () => {
  const order: string[] = [];
  const events = stream(async (progress, signal) => {
    progress(event("bronze", 0.1));
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    await Promise.resolve();
    order.push("let go");
  }, undefined);
  for await (const _ of events) break;
  order.push("left");
  expect(order).toEqual(["let go", "left"]);
});
