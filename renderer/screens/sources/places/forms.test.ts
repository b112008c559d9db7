import { expect, test } from "vitest";
import {
  bucketFilledBy,
  bucketFormOf,
  bucketOf,
  bucketProblems,
  EMPTY_BUCKET,
  foldersOf,
} from "./bucket-form.ts";
import {
  type DatabaseForm,
  databasePlace,
  databaseProblems,
  EMPTY_DATABASE,
  filledBy,
  formOf,
} from "./database-form.ts";
import {
  EMPTY_SERVICE,
  serviceFilledBy,
  serviceFormOf,
  serviceOf,
  serviceProblems,
} from "./service-form.ts";

const database: DatabaseForm = {
  ...EMPTY_DATABASE,
  host: "db.shop.example",
  database: "shop",
  user: "reader@tenant",
};

test("a database is kept without a password, with the usual port, and comes back as it was", () => {
  const place = databasePlace({ ...database, tls: "require" });
  expect(place).toEqual({
    kind: "postgres",
    path: "postgres://reader%40tenant@db.shop.example:5432/shop",
    tls: "require",
  });
  expect(formOf(place!)).toEqual({ ...database, port: "5432", tls: "require" });
});

test("a pasted address fills the form, its password is handed on apart", () => {
  const filled = filledBy("mysql://marta:opened@10.0.0.7/shop", EMPTY_DATABASE);
  expect(filled?.password).toBe("opened");
  expect(JSON.stringify(filled?.form)).not.toContain("opened");
  expect(databasePlace(filled!.form)?.path).toBe("mysql://marta@10.0.0.7:3306/shop");
});

test.each([
  [{ host: "" }, { host: "host_missing" }],
  [{ host: "db shop" }, { host: "host_odd" }],
  [{ host: "https://db" }, { host: "host_odd" }],
  [{ host: "db:5432" }, { host: "host_odd" }],
  [{ host: "::1" }, {}],
  [{ port: "0" }, { port: "port_odd" }],
  [{ port: "54x" }, { port: "port_odd" }],
  [{ database: " " }, { database: "database_missing" }],
  [{ user: "" }, { user: "user_missing" }],
])("%j is wrong as %j", (fields, problems) => {
  const form = { ...database, ...fields };
  expect(databaseProblems(form)).toEqual(problems);
  expect(databasePlace(form) === null).toBe(Object.keys(problems).length > 0);
});

test("a bucket and its folder, as typed or as one address, and back", () => {
  const form = bucketFilledBy("s3://shop-data/raw/2026/", EMPTY_BUCKET)!;
  expect(form).toMatchObject({ bucket: "shop-data", folder: "raw/2026" });
  const place = bucketOf({ ...form, folder: "/raw/2026/", region: " eu-central-1 " });
  expect(place).toEqual({ kind: "s3", path: "s3://shop-data/raw/2026", region: "eu-central-1" });
  expect(bucketFormOf(place!)).toEqual({ ...form, region: "eu-central-1" });
  expect(bucketProblems({ ...form, bucket: "Shop Data" })).toEqual({ bucket: "bucket_odd" });
  expect(bucketProblems({ ...form, endpoint: "minio:9000" })).toEqual({ endpoint: "endpoint_odd" });
  expect(bucketProblems(EMPTY_BUCKET)).toEqual({ bucket: "bucket_missing" });
});

test("folders directly below a prefix, with what lies in them at any depth", () => {
  const keys = ["in/2025/a.csv", "in/2026/01/b.csv", "in/2026/c.csv", "in/d.csv"];
  expect(foldersOf(keys, "in")).toEqual([
    { path: "in/2025", files: 1 },
    { path: "in/2026", files: 2 },
  ]);
  expect(foldersOf(keys, "")).toEqual([{ path: "in", files: 4 }]);
});

const service = { ...EMPTY_SERVICE, address: "https://shop.example/orders?limit=50" };

test.each([
  [{ address: "" }, { address: "address_missing" }],
  [{ address: "ftp://shop.example" }, { address: "address_odd" }],
  [{ address: "https://shop.example/orders?api_key=abc" }, { address: "address_token" }],
  [{ address: "https://shop.example/o?access_token=abc" }, { address: "address_token" }],
  [{ address: "https://shop.example/o?page_token=" }, {}],
  [{ header: "X Key" }, { header: "header_odd" }],
  [{ paging: "page" as const }, { parameter: "parameter_missing" }],
  [{ paging: "cursor" as const }, { parameter: "parameter_missing", next: "next_missing" }],
  [{ per_minute: "0" }, { per_minute: "per_minute_odd" }],
])("a service with %j is wrong as %j", (fields, problems) =>
  expect(serviceProblems({ ...service, ...fields })).toEqual(problems),
);

test("a service comes back as it was typed", () => {
  const form = { ...service, paging: "cursor" as const, parameter: "after", next: "meta.next" };
  const place = serviceOf({ ...form, per_minute: "30", header: "X-Key" });
  expect(place).toEqual({
    kind: "rest",
    path: service.address,
    paging: { kind: "cursor", next: "meta.next", parameter: "after" },
    auth_header: "X-Key",
    per_minute: 30,
  });
  expect(serviceFormOf(place!)).toEqual({ ...form, per_minute: "30", header: "X-Key" });
});

test("name and password in an address become a header, and leave it", () => {
  const filled = serviceFilledBy("https://marta:gr%C3%BCn@shop.example/orders");
  expect(filled?.address).toBe("https://shop.example/orders");
  expect(Buffer.from(filled!.token.slice(6), "base64").toString()).toBe("marta:grün");
  expect(serviceFilledBy("https://shop.example/marta@home")).toBeNull();
});
