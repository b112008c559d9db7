import { expect, test } from "vitest";
import { looksLikeAddress, takeApart } from "./address-text.ts";

const whole = {
  kind: "postgres",
  host: "db.shop.example",
  port: "6432",
  database: "shop",
  user: "reader",
  password: "s3cret",
  tls: null,
  ca_file: "",
} as const;

test.each([
  ["postgres://reader:s3cret@db.shop.example:6432/shop", whole],
  ["  postgresql://reader:s3cret@db.shop.example:6432/shop\n", whole],
  ["jdbc:postgresql://db.shop.example:6432/shop?user=reader&password=s3cret", whole],
  [
    "mysql://reader:s3cret@db.shop.example/shop?ssl-mode=VERIFY_CA",
    { ...whole, kind: "mysql", port: "", tls: "verify-ca" },
  ],
  ["mariadb://reader@[::1]/shop", { ...whole, kind: "mysql", host: "::1", port: "", password: "" }],
  // As providers show it: what an address should not hold stands in the password as it is.
  ["postgres://reader:p@ss/w:rd@db.shop.example:6432/shop", { ...whole, password: "p@ss/w:rd" }],
  ["postgres://reader:p%40ss%2fw@db.shop.example:6432/shop", { ...whole, password: "p@ss/w" }],
  ["postgres://reader:100%@db.shop.example:6432/shop", { ...whole, password: "100%" }],
  [
    "postgres://reader:s3cret@db.shop.example:6432/shop?sslmode=disable&sslrootcert=/etc/ca.pem",
    { ...whole, tls: "off", ca_file: "/etc/ca.pem" },
  ],
  ["postgres://db.shop.example", { ...whole, port: "", database: "", user: "", password: "" }],
])("%s is taken apart", (text, parts) => expect(takeApart(text)).toEqual(parts));

test.each(["db.shop.example", "https://shop.example/orders", "s3://bucket/in", ""])(
  "%s is none",
  (text) => {
    expect(takeApart(text)).toBeNull();
    expect(looksLikeAddress(text)).toBe(false);
  },
);

test("an address that cannot be taken apart is still known as one: it may hold a password", () => {
  expect(looksLikeAddress("postgres://reader:secret@db:port:x/shop")).toBe(true);
  expect(takeApart("postgres://reader:secret@db:port:x/shop")).toBeNull();
});
