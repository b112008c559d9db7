/** Testing the connection: each thing that may be in the way is an answer with a word, a sentence and an action. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createSnowflake } from "#adapters/snowflake/warehouse.ts";
import { testTarget } from "#app/snowflake/connection-test.ts";
import { storeKey } from "#app/snowflake/target.ts";
import { snowflakeKey, snowflakeSecret, type SnowflakeTarget } from "#domain/snowflake/target.ts";
import { createApp, type App } from "#main/shared/wiring.ts";
import { startTestSnowflake, type TestSnowflake } from "./server/start.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const authorities = getCACertificates("default");
const folder = mkdtempSync(join(tmpdir(), "medallion-connection-"));
const kept = new Map<string, string>();
let snowflake: TestSnowflake;
let app: App;

const secrets = {
  get: async (name: string) => kept.get(name) ?? null,
  set: async (name: string, value: string) => void kept.set(name, value),
  delete: async (name: string) => void kept.delete(name),
};

beforeAll(async () => {
  snowflake = await startTestSnowflake();
  app = await createApp(join(folder, "shop"));
  await app.client.workspace.init({ time_zone: "Europe/Berlin", currency: "EUR" });
});
afterAll(async () => {
  await app.close();
  await snowflake.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  snowflake.http.sessions.refusing = null;
});

async function tried(
  change: Partial<SnowflakeTarget> = {},
  { secret = snowflake.passphrase as string | null, env = snowflake.env } = {},
) {
  const target = { ...snowflake.target, ...change };
  kept.delete(snowflakeSecret(target));
  if (secret !== null) kept.set(snowflakeSecret(target), secret);
  await app.services.workspaces.update(app.services.directory, (now) => ({
    ...now,
    snowflake: target,
  }));
  const services = {
    ...app.services,
    secrets,
    snowflake: createSnowflake(secrets, { ...env }, join(folder, "scratch")),
  };
  const call = { signal: new AbortController().signal, progress: () => undefined };
  return { answer: await testTarget(services)({}, call), services, call };
}

async function failureOf(...given: Parameters<typeof tried>) {
  const { answer } = await tried(...given);
  expect(answer.ok).toBe(answer.failure === null);
  if (!answer.ok) expect(answer.text.length * (answer.action ?? "").length).toBeGreaterThan(0);
  return answer.failure;
}

const keyFile = (name: string, text: string): Partial<SnowflakeTarget> => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { sign_in: { kind: "key_pair", key_file: path } };
};

/** Snowflake takes RSA keys only. */
const plainKey = (): string => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
};

test("all is well: it says as whom, and starts no warehouse", async () => {
  const before = snowflake.account.statements.length;
  const { answer } = await tried();
  expect(answer).toMatchObject({ ok: true, failure: null, databases: [] });
  expect(answer.text).toBe("Signed in as loader with the role shop_loader.");
  const asked = snowflake.account.statements.slice(before);
  expect(asked.every((sql) => sql.startsWith("show "))).toBe(true);
});

test("what is wrong with the key is told apart before anything is sent", async () => {
  const sessions = snowflake.http.sessions.all.length;
  expect(await failureOf({}, { secret: "not it 4711" })).toBe("passphrase_wrong");
  expect(await failureOf({}, { secret: null })).toBe("passphrase_missing");
  expect(await failureOf({ sign_in: { kind: "key_pair", key_file: join(folder, "no") } })).toBe(
    "key_unreadable",
  );
  expect(await failureOf(keyFile("notes.txt", "buy milk"))).toBe("key_unusable");
  expect(await failureOf(keyFile("ec.p8", plainKey()))).toBe("key_unusable");
  expect(await failureOf({ sign_in: { kind: "key_pair", key_file: null } })).toBe("key_missing");
  expect(await failureOf({ sign_in: { kind: "token" } }, { secret: null })).toBe("token_missing");
  expect(snowflake.http.sessions.all.length).toBe(sessions);
});

test("a key that a window handed over signs in, and only a private key is kept", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const open = publicKey.export({ type: "spki", format: "pem" }) as string;
  snowflake.http.sessions.addKey("WINDOW", open);
  const asked = { user: "window", sign_in: { kind: "key_pair", key_file: null } } as const;
  const { services, call } = await tried(asked);
  await expect(storeKey(services)({ key: open }, call)).rejects.toMatchObject({
    code: "bad_input",
    message: "This file is no private key.",
  });
  expect(kept.has(snowflakeKey(asked as never))).toBe(false);
  expect(await storeKey(services)({ key: pem }, call)).toMatchObject({ has_key: true });
  expect(await failureOf(asked, { secret: null })).toBeNull();
});

test.each([
  ["390144", "JWT token is invalid. [1b]", "key_rejected"],
  ["390318", "OAuth access token expired. [1b]", "token_expired"],
  ["390102", "Your user account has been temporarily locked.", "user_locked"],
  ["390422", "IP 203.0.113.7 is not allowed to access Snowflake.", "network_policy"],
  ["390189", "Role 'X' specified in the connect string does not exist.", "role_missing"],
  ["390201", "The requested warehouse does not exist or not authorized.", "warehouse_missing"],
])("Snowflake says %s %s", async (code, message, expected) => {
  snowflake.http.sessions.refusing = { code, message };
  expect(await failureOf()).toBe(expected);
});

test("what a run needs is looked for without a warehouse", async () => {
  const place = snowflake.account.place;
  expect(await failureOf({ warehouse: "other_one" })).toBe("warehouse_missing");
  snowflake.account.place = { ...place, autoResume: "false" };
  expect(await failureOf()).toBeNull();
  snowflake.account.place = { ...place, autoResume: "false", onWarehouse: [] };
  expect(await failureOf()).toBe("warehouse_suspended");
  snowflake.account.place = { ...place, toRole: [] };
  expect(await failureOf()).toBe("database_missing");
  snowflake.account.place = place;
});

test("the way there: no network, no proxy, nobody of that name, an authority nobody knows", async () => {
  snowflake.online(false);
  expect(await failureOf()).toBe("unreachable");
  snowflake.online(true);
  const dead = { ...snowflake.env, HTTPS_PROXY: "http://127.0.0.1:9" };
  expect(await failureOf({}, { env: dead, secret: snowflake.passphrase })).toBe("proxy_refused");
  const known = getCACertificates("default");
  setDefaultCACertificates(authorities);
  expect(await failureOf()).toBe("tls_untrusted");
  setDefaultCACertificates(known);
});
