import { expect, test } from "vitest";
import { ScrollScale, TALLEST } from "./scroll-scale.ts";

const ROWS = 10_000_000 * 28;
const VIEW = 700;

test("a list that fits is not scaled", () => {
  const scale = new ScrollScale(5000, VIEW);
  expect(scale.height).toBe(5000);
  expect(scale.moved({ top: 0, virtual: 0 }, 1234)).toEqual({ top: 1234, virtual: 1234 });
  expect(new ScrollScale(100, VIEW).furthest).toBe(0);
});

test("ten million rows reach from the first to the last", () => {
  const scale = new ScrollScale(ROWS, VIEW);
  expect(scale.height).toBe(TALLEST);
  const end = scale.moved({ top: 0, virtual: 0 }, TALLEST - VIEW);
  expect(end.virtual).toBe(ROWS - VIEW);
  expect(scale.moved(end, 0).virtual).toBe(0);
  expect(scale.at(ROWS * 2)).toEqual({ top: TALLEST - VIEW, virtual: ROWS - VIEW });
});

test("the wheel moves rows pixel by pixel, dragging moves a share", () => {
  const scale = new ScrollScale(ROWS, VIEW);
  const middle = scale.at(ROWS / 2);
  expect(scale.moved(middle, middle.top + 100).virtual).toBe(middle.virtual + 100);
  const dragged = scale.moved(middle, middle.top + 100_000);
  expect(dragged.virtual - middle.virtual).toBeGreaterThan(2_000_000);
});

test("the bar never sticks at an end while rows are left", () => {
  const scale = new ScrollScale(ROWS, VIEW);
  let state = scale.at(20_000);
  for (let step = 0; step < 1000 && state.virtual > 0; step += 1) {
    state = scale.moved(state, Math.max(0, state.top - 100));
  }
  expect(state).toEqual({ top: 0, virtual: 0 });
  const near = scale.at(1000);
  expect(scale.moved(near, near.top - 100)).toEqual(scale.at(900));
  let down = scale.at(ROWS - VIEW - 20_000);
  for (let step = 0; step < 1000 && down.virtual < ROWS - VIEW; step += 1) {
    down = scale.moved(down, Math.min(TALLEST - VIEW, down.top + 100));
  }
  expect(down.virtual).toBe(ROWS - VIEW);
});
