import { expect, test } from "vitest";
import {
  databaseSecretName,
  mayBeKept,
  parseDatabaseAddress,
  plainAddress,
  tableParts,
} from "./address.ts";

test("an address is taken apart, and kept without its password", () => {
  const address = parseDatabaseAddress(
    "postgresql://re%40der:s%3Acret@db.shop.example/shop?sslmode=require",
  )!;
  expect(address).toMatchObject({
    kind: "postgres",
    user: "re@der",
    password: "s:cret",
    host: "db.shop.example",
    port: 5432,
    database: "shop",
  });
  expect(address.parameters.get("sslmode")).toBe("require");
  expect(plainAddress(address)).toBe("postgres://re%40der@db.shop.example:5432/shop");
  expect(databaseSecretName(address)).toBe("postgres/re@der@db.shop.example:5432");
});

test.each([
  ["mariadb://reader@10.0.0.7:3307/shop", "mysql://reader@10.0.0.7:3307/shop"],
  ["mysql://reader@[::1]/shop", "mysql://reader@[::1]:3306/shop"],
])("%s is kept as %s", (typed, kept) => {
  expect(plainAddress(parseDatabaseAddress(typed)!)).toBe(kept);
  expect(mayBeKept(kept)).toBe(true);
});

test.each([
  "postgres://reader:secret@db/shop",
  "postgres://reader@db",
  "postgres://db/shop",
  "https://reader@db/shop",
  "postgres://reader:%ZZ@db/shop",
])("%s may not be kept", (path) => {
  expect(mayBeKept(path)).toBe(false);
});

test("a table is named with its schema, quoted where it needs to be", () => {
  expect(tableParts("public.orders")).toEqual(["public", "orders"]);
  expect(tableParts('shop."Order ""2""."')).toEqual(["shop", 'Order "2".']);
  expect(tableParts("orders")).toEqual(["orders"]);
});
