import { expect, test } from "vitest";
import { trusted } from "./sender.ts";

const pages = new Set([1, 4]);
const frame = { address: "app://medallion/overview", top: true };

test("the top frame of a window of ours that shows the console is heard", () => {
  expect(trusted({ page: 4, frame }, pages)).toBe(true);
});

test("nobody else is", () => {
  expect(trusted({ page: 2, frame }, pages)).toBe(false);
  expect(trusted({ page: 4, frame: null }, pages)).toBe(false);
  expect(trusted({ page: 4, frame: { ...frame, top: false } }, pages)).toBe(false);
  for (const address of [
    "app://recovery/",
    "https://evil.example/?next=app://medallion/",
    "app://medallion@evil.example/",
    "about:blank",
    "",
  ]) {
    expect(trusted({ page: 4, frame: { ...frame, address } }, pages)).toBe(false);
  }
});
