import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer as createHttp } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAlertSender } from "#adapters/alerts/sender.ts";
import { webhookBody } from "#adapters/alerts/webhook.ts";
import { startMailServer } from "./mail-server.ts";

const MESSAGE = {
  kind: "new" as const,
  incident: "i0001",
  title: "A source could not be taken over",
  text: "Google refused access. It touches Orders, Payments.",
  screen: "/sources",
};
const AT = "2026-11-21T03:30:00.000Z";

let folder = "";
const open: { close: () => void }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "alerts-"));
});
afterEach(async () => {
  for (const server of open.splice(0)) server.close();
  await rm(folder, { recursive: true, force: true });
});

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    open.push(server);
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

const sender = (values: Readonly<Record<string, string>>) =>
  createAlertSender({
    file: join(folder, "messages.jsonl"),
    secrets: {
      get: async (name) => values[name] ?? null,
      set: async () => undefined,
      delete: async () => undefined,
    },
  });
const nobody = { desktop: false, emails: [], webhook: null };

test("a mail arrives with cause and what it touches; one that is refused is an error without the password", async () => {
  const mail = await startMailServer();
  open.push(mail);
  const alerts = { ...nobody, emails: ["marta@shop.example", "jan@shop.example"] };
  const smtp = `smtp://127.0.0.1:${mail.port}`;
  const sent = await sender({ "alerts/smtp": smtp }).send(MESSAGE, alerts, AT);
  expect(sent).toEqual([
    { channel: "file", error: null },
    { channel: "mail", error: null },
  ]);
  expect(mail.mails).toHaveLength(1);
  const [{ text } = { text: "" }] = mail.mails;
  expect(text).toContain("To: marta@shop.example, jan@shop.example");
  expect(text).toContain("Subject: Medallion: A source could not be taken over");
  expect(text).toContain("Orders, Payments");
  const closed = await startMailServer({ refuse: true });
  open.push(closed);
  const refused = await sender({ "alerts/smtp": `smtp://127.0.0.1:${closed.port}` }).send(
    MESSAGE,
    alerts,
    AT,
  );
  expect(refused[1]?.error).toContain("nobody here");
});

test("without a mail server the mail is an error, never silence, and the file still has it", async () => {
  const alerts = { ...nobody, emails: ["marta@shop.example"] };
  const sent = await sender({}).send(MESSAGE, alerts, AT);
  expect(sent[1]?.error).toContain("No mail server is set up");
  const lines = (await readFile(join(folder, "messages.jsonl"), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([{ at: AT, ...MESSAGE }]);
});

test("a chat gets text it understands; an address with a key comes from the secrets and is never told", async () => {
  const bodies: unknown[] = [];
  let status = 200;
  const server = createHttp((request, response) => {
    let text = "";
    request.on("data", (bytes: Buffer) => (text += bytes.toString("utf8")));
    request.on("end", () => {
      bodies.push([request.url, JSON.parse(text)]);
      response.writeHead(status).end("ok");
    });
  });
  const port = await listening(server);
  const alerts = { ...nobody, webhook: "https://shop.example/open" };
  const keyed = sender({ "alerts/webhook": `http://127.0.0.1:${port}/services/KEY123` });
  expect((await keyed.send(MESSAGE, alerts, AT))[1]).toEqual({ channel: "webhook", error: null });
  expect(bodies).toMatchObject([
    [
      "/services/KEY123",
      { text: `${MESSAGE.title}: ${MESSAGE.text}`, blocks: [{ type: "section" }] },
    ],
  ]);
  status = 410;
  const gone = await keyed.send(MESSAGE, alerts, AT);
  expect(gone[1]?.error).toBe("The chat answered 410.");
  expect(JSON.stringify(gone)).not.toContain("KEY123");
});

test("Teams gets a card with a button; Slack a link, and nothing of a text becomes a sign of its own", async () => {
  const link = "http://127.0.0.1:8123/open?to=%2Fsources";
  const bodies: Record<string, unknown>[] = [];
  const server = createHttp((request, response) => {
    let text = "";
    request.on("data", (bytes: Buffer) => (text += bytes.toString("utf8")));
    request.on("end", () => {
      bodies.push(JSON.parse(text) as Record<string, unknown>);
      response.writeHead(202).end();
    });
  });
  const port = await listening(server);
  const hostile = { ...MESSAGE, link, title: "<!channel> & <http://evil.example|here>" };
  for (const format of ["teams", "slack"]) {
    const webhook = `http://127.0.0.1:${port}/hook?format=${format}`;
    const [done] = await sender({}).send(hostile, { ...nobody, webhook }, AT, new Set(["webhook"]));
    expect(done).toEqual({ channel: "webhook", error: null });
  }
  expect(bodies[0]).toMatchObject({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          type: "AdaptiveCard",
          body: [{ type: "TextBlock", text: hostile.title }, { type: "TextBlock" }],
          actions: [{ type: "Action.OpenUrl", url: link }],
        },
      },
    ],
  });
  const slack = JSON.stringify(bodies[1]);
  expect(slack).toContain(`<${link}|Open it in Medallion>`);
  expect(slack).toContain("&lt;!channel&gt; &amp; &lt;http://evil.example|here&gt;");
  expect(slack).not.toContain("<!channel>");
});

test("Teams' own addresses are known by their names", () => {
  const body = webhookBody("https://shop.webhook.office.com/x", MESSAGE);
  expect(body).toMatchObject({ type: "message", attachments: [{}] });
});

test("a chat that sends elsewhere, or is not there, is an error that does not say its address", async () => {
  const server = createHttp((_request, response) => {
    response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
  });
  const port = await listening(server);
  for (const webhook of [`http://127.0.0.1:${port}/KEY123`, "http://127.0.0.1:1/KEY123"]) {
    const [done] = await sender({}).send(MESSAGE, { ...nobody, webhook }, AT, new Set(["webhook"]));
    expect(done?.error).toBe("The chat's address could not be reached.");
  }
});
