/** What a target signs in with is in the key store as long as it is of use to the target, and no longer. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { signInOptions } from "#adapters/snowflake/sign-in.ts";
import { snowflakeSecret, type SnowflakeTarget } from "#domain/snowflake/target.ts";
import { type App, createApp } from "#main/shared/wiring.ts";
import { medallion, temporaryFolder } from "#tests/integration/cli.ts";

const pem = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
}).privateKey;
const KEY: SnowflakeTarget = {
  account: "Xy12345.eu-west-1",
  user: "LOADER",
  role: "R",
  warehouse: "W",
  database: "SHOP",
  sign_in: { kind: "key_pair", key_file: null },
};
const TOKEN: SnowflakeTarget = { ...KEY, sign_in: { kind: "token" } };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: App;
let file: string;
const before = process.env["MEDALLION_SECRETS_FILE"];

beforeAll(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, "secrets.json");
  process.env["MEDALLION_SECRETS_FILE"] = file;
  app = await createApp(join(folder.path, "shop"));
  await app.client.workspace.init({ time_zone: "Europe/Berlin", currency: "EUR" });
});
afterAll(async () => {
  if (before === undefined) delete process.env["MEDALLION_SECRETS_FILE"];
  else process.env["MEDALLION_SECRETS_FILE"] = before;
  await app.close();
  await folder.remove();
});
const kept = (): string[] =>
  Object.keys(JSON.parse(readFileSync(file, "utf8")) as object).toSorted();
const BASE = "snowflake/xy12345.eu-west-1/loader";
beforeEach(async () => {
  await app.client.target.leave({});
  rmSync(file, { force: true });
  // Of somebody else, and of a time when there was one name for every kind.
  writeFileSync(file, JSON.stringify({ "google/marta@shop.example": "x", [BASE]: "old" }));
  await app.client.target.set(KEY);
  await app.client.target.keyFile({ key: pem });
  await app.client.target.secret({ secret: "my passphrase" });
});

test("who leaves takes key and passphrase along", async () => {
  expect(kept()).toEqual(["google/marta@shop.example", BASE, `${BASE}/key`, `${BASE}/passphrase`]);
  expect(await app.client.target.leave({})).toMatchObject({ has_secret: false, has_key: false });
  expect(kept()).toEqual(["google/marta@shop.example"]);
});

test.each([{ account: "ab99999" }, { user: "OTHER" }])(
  "with another account or user the secrets of the one before go: %j",
  async (change) => {
    const state = await app.client.target.set({ ...KEY, ...change });
    expect(state).toMatchObject({ has_secret: false, has_key: false });
    expect(kept()).toEqual(["google/marta@shop.example"]);
  },
);

test("what else changes leaves them; the case of a name is none", async () => {
  const state = await app.client.target.set({ ...KEY, user: "loader", role: "OTHER" });
  expect(state).toMatchObject({ has_secret: true, has_key: true });
});

test("a passphrase is never a token: whoever changes the sign-in is asked for one", async () => {
  expect(snowflakeSecret(TOKEN)).not.toBe(snowflakeSecret(KEY));
  expect(await app.client.target.set(TOKEN)).toMatchObject({ has_secret: false, has_key: false });
  expect(kept()).toEqual(["google/marta@shop.example"]);
  await expect(signInOptions(TOKEN, app.services.secrets)).rejects.toMatchObject({
    details: { failure: "token_missing" },
  });
});

test("the command line forgets, and leaves", async () => {
  const shop = join(folder.path, "shop");
  const forgot = await medallion("target", "forget", shop);
  expect(forgot, forgot.err).toMatchObject({ code: 0 });
  expect(forgot.out).toContain("no secret is on this computer");
  expect(kept()).toEqual(["google/marta@shop.example"]);
  const left = await medallion("target", "leave", shop);
  expect(left, left.err).toMatchObject({ code: 0 });
  expect(left.out).toBe("No target is set: everything stays on this computer.\n");
});
