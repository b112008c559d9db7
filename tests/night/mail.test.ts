import { inflateRawSync } from "node:zlib";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { generate } from "selfsigned";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createAlertSender } from "#adapters/alerts/sender.ts";
import { type MailServer, type MailServerOptions, startMailServer } from "./mail-server.ts";

const MESSAGE = {
  kind: "new" as const,
  incident: "i0001",
  title: "A source could not be\r\ntaken over: März",
  text: "Google refused access.\n.\nIt touches Orders.",
  screen: "/sources",
  link: "http://127.0.0.1:8123/open?to=%2Fsources",
};
const AT = "2026-11-21T03:30:00.000Z";
const ALERTS = { desktop: false, emails: ["marta@shop.example"], webhook: null };
const ACCOUNT = { user: "night@shop.example", password: "p@ss/wörd:1" };

let tls: { key: string; cert: string };
const before = getCACertificates("default");
const open: MailServer[] = [];
beforeAll(async () => {
  const altNames = [{ type: 7 as const, ip: "127.0.0.1" }];
  const made = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    extensions: [{ name: "subjectAltName", altNames }],
  });
  tls = { key: made.private, cert: made.cert };
  setDefaultCACertificates([...before, tls.cert]);
});
afterAll(() => setDefaultCACertificates([...before]));
afterEach(() => open.splice(0).forEach((server) => server.close()));

async function server(options: MailServerOptions): Promise<MailServer> {
  const started = await startMailServer(options);
  open.push(started);
  return started;
}

const sender = (address: string) =>
  createAlertSender({
    file: "/dev/null",
    from: "night@shop.example",
    secrets: {
      get: async (name) => (name === "alerts/smtp" ? address : null),
      set: async () => undefined,
      delete: async () => undefined,
    },
  });
const send = (address: string) => sender(address).send(MESSAGE, ALERTS, AT, new Set(["mail"]));
const part = encodeURIComponent;
const address = (port: number, { user, password } = ACCOUNT): string =>
  `smtp://${part(user)}:${part(password)}@127.0.0.1:${port}`;

test("over STARTTLS, signed in: the mail arrives whole, and nothing of it was said in the open", async () => {
  const mail = await server({ tls, account: ACCOUNT });
  expect(await send(address(mail.port))).toEqual([{ channel: "mail", error: null }]);
  expect(mail.mails).toHaveLength(1);
  const [got] = mail.mails;
  expect(got).toMatchObject({
    from: "night@shop.example",
    to: ["marta@shop.example"],
    secret: true,
    user: ACCOUNT.user,
  });
  expect(got?.text).toContain("Open it in Medallion: http://127.0.0.1:8123/open?to=%2Fsources");
  // A line break in a title begins no header of its own.
  expect(got?.text).toMatch(/^Subject: =\?UTF-8\?Q\?Medallion=3A_A_source_could_not_be_taken/im);
  expect(mail.overheard()).not.toMatch(/AUTH|MAIL|marta|Google/);
});

test("a server that only speaks in the open gets neither password nor mail", async () => {
  const mail = await server({ account: ACCOUNT });
  const [done] = await send(address(mail.port));
  expect(done?.error).toMatch(/STARTTLS/i);
  expect([mail.mails.length, /AUTH/.test(mail.overheard())]).toEqual([0, false]);
  // Unless somebody decided that it may.
  expect(await send(`${address(mail.port)}?tls=no`)).toEqual([{ channel: "mail", error: null }]);
});

test("a certificate nobody vouches for is refused; so is a wrong password, which is not repeated", async () => {
  const mail = await server({ tls, account: ACCOUNT });
  const [wrong] = await send(address(mail.port, { user: "x", password: "not-this-one" }));
  expect(wrong?.error).toContain("Wrong user name or password");
  expect(JSON.stringify(wrong)).not.toContain("not-this-one");
  setDefaultCACertificates([...before]);
  const [stranger] = await send(address(mail.port));
  setDefaultCACertificates([...before, tls.cert]);
  expect(stranger?.error).toMatch(/self-signed certificate/);
  expect(mail.mails).toEqual([]);
});

const REPORTS = {
  to: ["boss@shop.example", "bank@shop.example"],
  subject: "Reports of 2026-11-21, version 12",
  text: "Revenue: up.\n",
  archive: "reports-2026-11-21.zip",
  pages: [
    { name: "index.html", text: "<h1>Reports</h1>" },
    { name: "revenue_by_day.html", text: "<p>März</p>".repeat(1000) },
  ],
};

test("reports go along as one archive that can be opened", async () => {
  const mail = await server({ tls, account: ACCOUNT });
  expect(await sender(address(mail.port)).mailReports(REPORTS)).toBeNull();
  const [got] = mail.mails;
  expect(got?.to).toEqual(REPORTS.to);
  const [, encoded = ""] =
    /application\/zip[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(got?.text ?? "") ?? [];
  const bytes = Buffer.from(encoded, "base64");
  const names = 30 + bytes.readUInt16LE(26);
  expect(bytes.subarray(30, names).toString()).toBe("reports/index.html");
  const page = inflateRawSync(bytes.subarray(names, names + bytes.readUInt32LE(18)));
  expect(page.toString()).toBe("<h1>Reports</h1>");
  expect(sender("").archiveBytes(REPORTS.pages)).toBe(bytes.length);
});

test("a mail the server finds too large is an error in its words", async () => {
  const mail = await server({ tls, account: ACCOUNT, size: 500 });
  expect(await sender(address(mail.port)).mailReports(REPORTS)).toMatch(/too large|size/i);
  expect(mail.mails).toEqual([]);
});

test("an address that is no mail server is never kept", async () => {
  const kept: unknown[] = [];
  const secrets = {
    get: async () => null,
    set: async (...given: unknown[]) => void kept.push(given),
    delete: async (name: string) => void kept.push([name, null]),
  };
  const { keep } = createAlertSender({ file: "/dev/null", secrets });
  await expect(keep("mail", "https://mail.shop.example")).rejects.toMatchObject({ code: "usage" });
  await keep("mail", "smtps://u:p@mail.shop.example");
  await keep("mail", null);
  expect(kept).toEqual([
    ["alerts/smtp", "smtps://u:p@mail.shop.example"],
    ["alerts/smtp", null],
  ]);
});
