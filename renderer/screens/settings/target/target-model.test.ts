import { expect, test } from "vitest";
import {
  accountOf,
  amount,
  placeOf,
  type Target,
  withCost,
  withPlace,
  wrongIn,
} from "./target-model.ts";

const target: Target = {
  ...placeOf(null),
  account: "xy12345.eu-west-1",
  user: "loader",
  sign_in: { kind: "token" },
  credit_cap: 2,
};

test.each([
  ["xy12345.eu-west-1", "xy12345.eu-west-1"],
  ["https://xy12345.eu-west-1.snowflakecomputing.com/console/login", "xy12345.eu-west-1"],
  [" org-account.snowflakecomputing.com ", "org-account"],
])("the account in %j is %j", (text, expected) => {
  expect(accountOf(text)).toBe(expected);
});

test.each([
  ["account", "", "needed"],
  ["account", "two words", "account_wrong"],
  ["account", "https://a-b.snowflakecomputing.com", null],
  ["role", "1st", "name_wrong"],
  ["role", "LOADER_2", null],
  ["user", "anna.b@shop.example", null],
] as const)("%s %j: %j", (name, text, expected) => {
  expect(wrongIn(name, text)).toBe(expected);
});

test("another place keeps the sign-in and the cap; a first one begins with a key", () => {
  const place = { ...placeOf(target), role: " OTHER " };
  expect(withPlace(target, place)).toEqual({ ...target, role: "OTHER" });
  expect(withPlace(null, place).sign_in).toEqual({ kind: "key_pair", key_file: null });
});

test("amounts with comma or point; nothing is nothing, words are no amount", () => {
  expect(["0,5", "2.25", "", "much", "-1"].map(amount)).toEqual([
    0.5,
    2.25,
    null,
    undefined,
    undefined,
  ]);
});

test("an empty cap is taken away, a price gets its currency", () => {
  const changed = withCost(target, { cap: null, price: 3, currency: "usd" });
  expect(changed).not.toHaveProperty("credit_cap");
  expect(changed.credit_price).toEqual({ amount: 3, currency: "USD" });
});
