import { expect, test } from "vitest";
import { secretNameOf } from "./secret-name.ts";

test("each kind that needs a secret has a name of its own for it", () => {
  const table = { table: "public.orders" };
  const postgres = secretNameOf({ kind: "postgres", path: "postgres://reader@db/shop", ...table });
  const mysql = secretNameOf({ kind: "mysql", path: "mysql://reader@db/shop", ...table });
  const rest = secretNameOf({ kind: "rest", path: "https://api.example/orders" });
  expect(postgres).toMatch(/postgres/i);
  expect(mysql).toMatch(/mysql/i);
  expect(new Set([postgres, mysql, rest]).size).toBe(3);
});

test("files and buckets need none", () => {
  expect(secretNameOf({ kind: "csv", path: "orders.csv" })).toBeNull();
  expect(secretNameOf({ kind: "s3", path: "s3://bucket/orders" })).toBeNull();
});
