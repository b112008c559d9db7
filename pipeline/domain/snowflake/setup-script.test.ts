import { expect, test } from "vitest";
import { setupStatements } from "./setup-script.ts";

const target = {
  account: "xy12345",
  user: "LOADER",
  role: "shop_loader",
  warehouse: "shop_loading",
  database: "shop",
  sign_in: { kind: "browser" },
} as const;
const granted = (user: string) =>
  setupStatements({ ...target, user }).find((statement) => statement.includes(" to user "));

test.each([
  ["LOADER", "loader"],
  ["jane.doe@shop.example", '"JANE.DOE@SHOP.EXAMPLE"'],
  ["x; grant role accountadmin to user y", '"X; GRANT ROLE ACCOUNTADMIN TO USER Y"'],
  ['a"b', '"A""B"'],
])("the user %s is one name in the script", (user, name) => {
  expect(granted(user)).toBe(`grant role shop_loader to user ${name}`);
});
