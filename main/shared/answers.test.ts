import { expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import { Answers } from "./answers.ts";

function counting() {
  let asked = 0;
  return { ask: async () => (asked += 1), times: () => asked };
}

test("a key is asked once, also while the first answer is still on its way", async () => {
  const answers = new Answers(() => 0);
  const { ask } = counting();
  const both = [answers.once("k", "a.b", {}, ask), answers.once("k", "a.b", {}, ask)];
  expect(await Promise.all(both)).toEqual([1, 1]);
  expect(await answers.once("k", "a.b", {}, ask)).toBe(1);
  expect(await answers.once("other", "a.b", {}, ask)).toBe(2);
  expect(await answers.once(undefined, "a.b", {}, ask)).toBe(3);
});

test("after ten minutes a key is forgotten, not before", async () => {
  let now = 0;
  const answers = new Answers(() => now);
  const { ask } = counting();
  await answers.once("k", "a.b", {}, ask);
  now = 10 * 60_000;
  expect(await answers.once("k", "a.b", {}, ask)).toBe(1);
  now += 1;
  expect(await answers.once("k", "a.b", {}, ask)).toBe(2);
});

test("a key belongs to one command with one input", async () => {
  const answers = new Answers(() => 0);
  const { ask } = counting();
  await answers.once("k", "a.b", { id: 1 }, ask);
  const other = () => answers.once("k", "a.b", { id: 2 }, ask);
  expect(other).toThrow(AppError);
  expect(() => answers.once("k", "a.c", { id: 1 }, ask)).toThrow("another command");
});

test("what failed is asked again", async () => {
  const answers = new Answers(() => 0);
  const fails = async () => {
    throw new AppError("locked", "busy");
  };
  await expect(answers.once("k", "a.b", {}, fails)).rejects.toThrow("busy");
  expect(await answers.once("k", "a.b", {}, async () => "done")).toBe("done");
});
