import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type DueAnswer, NightWatch } from "./night-watch.ts";

const MINUTE = 60_000;
const NOTHING: DueAnswer = { due: false, what: null, next_at: null };

beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-11-21T03:00:00Z") }));
afterEach(() => void vi.useRealTimers());

function watch(first: DueAnswer = NOTHING) {
  const state = { answer: first, asked: 0, started: 0, broken: false };
  const watching = new NightWatch({
    ask: async () => {
      state.asked += 1;
      if (state.broken) throw new Error("no engine");
      return state.answer;
    },
    start: () => void (state.started += 1),
    now: () => Date.now(),
  });
  return { state, watching };
}
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
/** Timers stand still while the computer sleeps, and its clock does not. */
const sleep = (milliseconds: number) => void vi.setSystemTime(Date.now() + milliseconds);

test("what was missed is begun within a minute of opening, once", async () => {
  const { state, watching } = watch({ due: true, what: "21st", next_at: null });
  await pass(MINUTE);
  expect(state.started).toBe(1);
  await pass(60 * MINUTE);
  expect(state.started).toBe(1);
  state.answer = { due: true, what: "22nd", next_at: null };
  await pass(6 * MINUTE);
  expect(state.started).toBe(2);
  watching.close();
  state.answer = { due: true, what: "23rd", next_at: null };
  await pass(60 * MINUTE);
  expect(state.started).toBe(2);
});

test("after a sleep it looks within a minute, and after a clock that was set back too", async () => {
  const { state } = watch();
  await pass(MINUTE);
  for (const away of [8 * 60 * MINUTE, -3 * 60 * MINUTE]) {
    const before = state.asked;
    sleep(away);
    await pass(MINUTE);
    expect(state.asked).toBe(before + 1);
  }
});

test("the planned time is left to the system for a moment, then looked at", async () => {
  const { state } = watch({ ...NOTHING, next_at: "2026-11-21T03:04:00.000Z" });
  await pass(4 * MINUTE + 30_000);
  expect(state.asked).toBe(1);
  state.answer = { due: true, what: "21st", next_at: null };
  await pass(40_000);
  expect(state.started).toBe(1);
});

test("an engine that does not answer is asked again", async () => {
  const { state } = watch({ due: true, what: "21st", next_at: null });
  state.broken = true;
  await pass(2 * MINUTE);
  state.broken = false;
  await pass(30_000);
  expect(state.started).toBe(1);
});
