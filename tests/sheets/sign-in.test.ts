/** Signing in on the wire: the person's browser is played by a plain client that follows what it is told. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createApp, type App } from "#main/shared/wiring.ts";
import type { Account } from "#contract/accounts.ts";
import { demoWorkbook } from "#tests/google/demo-workbook.ts";
import { startTestGoogle, type TestGoogle } from "#tests/google/start.ts";
import { edit } from "#tests/google/workbook.ts";
import { temporaryFolder } from "#tests/integration/cli.ts";
import { fastTiming, trustTestGoogle } from "./timing.ts";

const BOOK = "1DemoWorkbookOfTheTestGoogle0000000000000000";
const MARTA = "marta@shop.example";
const SECRET = "planted-client-secret-5f1e";

let google: TestGoogle;
let release: () => void;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: App;

const environment = (): Record<string, string> => ({
  MEDALLION_GOOGLE_CLIENT_ID: "client-1.apps.example",
  MEDALLION_GOOGLE_CLIENT_SECRET: SECRET,
  MEDALLION_SECRETS_FILE: join(folder.path, "outside", "secrets.json"),
});

beforeAll(async () => {
  const book = demoWorkbook(BOOK, 7, "2026-11-18", { customers: 10, products: 5, orders: 30 });
  book.readers = new Set([MARTA, "reader@shop.example"]);
  google = await startTestGoogle([book]);
  google.world.accounts.clients.set("client-1.apps.example", SECRET);
  release = trustTestGoogle(google);
  folder = await temporaryFolder();
  Object.assign(process.env, environment());
  app = await createApp(join(folder.path, "shop"), { timing: fastTiming() });
  await app.client.workspace.init({ time_zone: "UTC", currency: "EUR" });
});
afterAll(async () => {
  await app.close();
  for (const name of Object.keys(environment())) delete process.env[name];
  release();
  await google.close();
  await folder.remove();
});
beforeEach(() => {
  google.world.accounts.consent.account = MARTA;
});

/** Goes where Google sends the person; answers what the loopback page says. */
async function visit(address: string): Promise<string> {
  const query = new URL(address).searchParams;
  const sent = google.world.accounts.authorise(query);
  if (!("location" in sent)) throw new Error(JSON.stringify(sent.body));
  return (await fetch(sent.location)).text();
}

/** Runs the job; `browser` is what the person does with the address. */
async function signIn(
  browser: (address: string) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<Account> {
  const events = await app.client.accounts.signIn({}, signal ? { signal } : {});
  let visiting: Promise<unknown> = Promise.resolve();
  for (;;) {
    const step = await events.next();
    if (step.done) {
      await visiting;
      return step.value;
    }
    if (step.value.note !== undefined) {
      visiting = browser(step.value.note);
      visiting.catch(() => {});
    }
  }
}

const addOrders = () =>
  app.client.sources.add({
    entities: ["orders"],
    origin: { kind: "sheet", path: "link", spreadsheet_id: BOOK, sheet_id: 10, account: MARTA },
    name: `orders ${google.world.seen.length}`,
    same_keys: true,
  });

async function run() {
  const events = await app.client.runs.start({});
  let step = await events.next();
  while (!step.done) step = await events.next();
  return step.value;
}

test("a person signs in, and her sheet is read", async () => {
  let said = "";
  const account = await signIn(async (address) => {
    const query = new URL(address).searchParams;
    expect(query.get("code_challenge_method")).toBe("S256");
    expect(query.get("access_type")).toBe("offline");
    expect(query.get("scope")).toContain("spreadsheets.readonly");
    expect(query.get("scope")).not.toMatch(/auth\/(spreadsheets|drive)( |$)/);
    said = await visit(address);
  });
  expect(account).toEqual({ name: MARTA, kind: "signed_in", email: MARTA });
  expect(said).toContain("You are signed in");
  await addOrders();
  expect((await run()).status).toBe("succeeded");
});

test("an access token that ran out is renewed without anybody", async () => {
  google.world.accounts.expireAccess(MARTA);
  edit(google.world.books.get(BOOK)!, () => {});
  expect((await run()).status).toBe("unchanged");
});

test("access that was revoked holds the source and asks to sign in again", async () => {
  google.world.accounts.revoke(MARTA);
  edit(google.world.books.get(BOOK)!, () => {});
  // A new process has no access token left.
  await app.close();
  app = await createApp(join(folder.path, "shop"), { timing: fastTiming() });
  const result = await run();
  const held = result.findings.find(({ kind }) => kind === "source_held");
  expect(held?.text).toContain(`Google no longer accepts the sign-in of ${MARTA}`);
  expect(held?.action).toContain("Sign in again");
  await signIn(visit);
  await app.close();
  app = await createApp(join(folder.path, "shop"), { timing: fastTiming() });
  expect((await run()).findings.filter(({ kind }) => kind === "source_held")).toEqual([]);
});

test("a sign-in that ends after seven days says so in advance, and why when it is over", async () => {
  const [lasting] = await app.client.accounts.list({});
  expect(lasting).toMatchObject({ access_until: null, days_left: null, notice: null });
  google.world.accounts.consent.testingSeconds = 604_799;
  await signIn(visit);
  const [account] = await app.client.accounts.list({});
  expect(account).toMatchObject({ name: MARTA, days_left: 6 });
  expect(account!.notice?.text).toContain("in 6 days");
  expect(account!.notice?.action).toContain("In production");

  google.world.accounts.revoke(MARTA);
  edit(google.world.books.get(BOOK)!, () => {});
  await app.close();
  const later = new Date(Date.now() + 8 * 86_400_000);
  const clock = { now: () => later, elapsed: () => performance.now() };
  app = await createApp(join(folder.path, "shop"), { timing: fastTiming(), clock });
  const result = await run();
  const held = result.findings.find(({ kind }) => kind === "source_held");
  expect(held?.action).toContain("7 days while the consent screen is in Testing");
  const [ended] = await app.client.accounts.list({});
  expect(ended!.days_left).toBeLessThan(0);
  expect(ended!.notice?.text).toContain("has ended");

  google.world.accounts.consent.testingSeconds = null;
  await signIn(visit);
  await app.close();
  app = await createApp(join(folder.path, "shop"), { timing: fastTiming() });
  expect((await app.client.accounts.list({}))[0]).toMatchObject({ access_until: null });
  expect((await run()).findings.filter(({ kind }) => kind === "source_held")).toEqual([]);
});

test("Google's answer arrives at the port one names, or at another one when that is taken", async () => {
  const other = createServer((_request, response) => response.end("somebody else"));
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const port = String((other.address() as AddressInfo).port);
  process.env["MEDALLION_GOOGLE_PORT"] = port;
  const answeredAt = async (): Promise<string> => {
    let used = "";
    await signIn(async (address) => {
      used = new URL(new URL(address).searchParams.get("redirect_uri")!).port;
      expect(await visit(address)).toContain("You are signed in");
    });
    return used;
  };
  try {
    expect(await answeredAt()).not.toBe(port);
    await new Promise((resolve) => other.close(resolve));
    expect(await answeredAt()).toBe(port);
  } finally {
    delete process.env["MEDALLION_GOOGLE_PORT"];
    other.close();
  }
});

test("consent that is denied", async () => {
  google.world.accounts.consent.account = null;
  await expect(signIn(visit)).rejects.toMatchObject({
    message: "Google was not allowed to share the sheets with Medallion.",
  });
});

test("an answer with a foreign state is turned away, and the real one still counts", async () => {
  const account = await signIn(async (address) => {
    const redirect = new URL(new URL(address).searchParams.get("redirect_uri")!);
    redirect.search = "?state=somebody-else&code=4/stolen";
    const answer = await fetch(redirect);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("does not belong");
    await visit(address);
  });
  expect(account.name).toBe(MARTA);
});

test("a code that was not asked for with our verifier is worth nothing", async () => {
  await expect(
    signIn(async (address) => {
      const query = new URL(address).searchParams;
      query.set("code_challenge", "A".repeat(43));
      const sent = google.world.accounts.authorise(query);
      if ("location" in sent) await fetch(sent.location);
    }),
  ).rejects.toMatchObject({ message: expect.stringContaining("no longer accepts") });
});

test("a browser that is closed: the person stops it, and nothing stays open", async () => {
  const stop = new AbortController();
  let redirect = "";
  const signing = signIn(async (address) => {
    redirect = new URL(address).searchParams.get("redirect_uri")!;
    stop.abort();
  }, stop.signal);
  await expect(signing).rejects.toThrow(/stopped|abort|cancel/i);
  await expect(fetch(redirect)).rejects.toThrow("fetch failed");
});

test("a service account reads what is shared with it; another file is refused", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const email = "reader@shop.example";
  google.world.accounts.serviceAccounts.set(email, {
    email,
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  });
  const key_file = JSON.stringify({
    type: "service_account",
    client_email: email,
    private_key: pem,
  });
  expect(await app.client.accounts.addKeyFile({ key_file })).toEqual({
    name: email,
    kind: "service_account",
    email,
  });
  const tabs = await app.client.sources.tabs({ link: BOOK, account: email });
  expect(tabs).toMatchObject({ title: "Shop workbook", account: email, sheet_id: null });
  expect(tabs.tabs.map(({ title }) => title)).toContain("Products & prices");
  await expect(app.client.accounts.addKeyFile({ key_file: '{"web":{}}' })).rejects.toMatchObject({
    message: "This is not the key file of a service account.",
  });
  google.world.books.get(BOOK)!.readers.delete(email);
  await expect(app.client.sources.tabs({ link: BOOK, account: email })).rejects.toMatchObject({
    data: { hint: expect.stringContaining(`Share it as Viewer with ${email}`) },
  });
});

test("nothing was asked that Google does not describe", () => {
  expect(google.world.refused).toEqual([]);
});

test("no secret is in any file of the workspace", async () => {
  const secrets = readFileSync(environment()["MEDALLION_SECRETS_FILE"]!, "utf8");
  expect(statSync(environment()["MEDALLION_SECRETS_FILE"]!).mode & 0o077).toBe(0);
  const refresh = [...secrets.matchAll(/1\/\/[0-9a-f]{48}/g)].map(([token]) => token);
  expect(refresh).not.toEqual([]);
  const sentinels = [...refresh, SECRET, "ya29.", "BEGIN PRIVATE KEY"];
  const files = readdirSync(join(folder.path, "shop"), { recursive: true, withFileTypes: true });
  const read = files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), "latin1"));
  expect(read.length).toBeGreaterThan(10);
  // The search itself works: the account's name is there.
  expect(read.some((text) => text.includes(MARTA))).toBe(true);
  for (const sentinel of sentinels) {
    expect(read.filter((text) => text.includes(sentinel))).toEqual([]);
  }
});
