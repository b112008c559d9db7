import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer as createHttp } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAlertSender } from "#adapters/alerts/sender.ts";
import { webhookBody } from "#adapters/alerts/webhook.ts";

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

/** Speaks as much SMTP as a mail needs. */
async function mailServer(mails: string[], refuse = false): Promise<number> {
  const server = createServer((socket) => {
    let data: string | null = null;
    let rest = "";
    socket.on("error", () => undefined);
    socket.write("220 test\r\n");
    socket.on("data", (bytes) => {
      rest += bytes.toString("utf8");
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== null) {
          if (line !== ".") data += `${line}\n`;
          else {
            mails.push(data);
            data = null;
            socket.write("250 kept\r\n");
          }
        } else if (line === "DATA") {
          data = "";
          socket.write("354 go on\r\n");
        } else if (line.startsWith("RCPT") && refuse) socket.write("550 nobody here\r\n");
        else if (line.startsWith("QUIT")) socket.end("221 bye\r\n");
        else socket.write("250 fine\r\n");
      }
    });
  });
  return listening(server);
}

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
  const mails: string[] = [];
  const port = await mailServer(mails);
  const alerts = { ...nobody, emails: ["marta@shop.example", "jan@shop.example"] };
  const smtp = `smtp://127.0.0.1:${port}`;
  const sent = await sender({ "alerts/smtp": smtp }).send(MESSAGE, alerts, AT);
  expect(sent).toEqual([
    { channel: "file", error: null },
    { channel: "mail", error: null },
  ]);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toContain("To: marta@shop.example, jan@shop.example");
  expect(mails[0]).toContain("Subject: Medallion: A source could not be taken over");
  expect(mails[0]).toContain("Orders, Payments");
  const closed = await mailServer([], true);
  const refused = await sender({ "alerts/smtp": `smtp://127.0.0.1:${closed}` }).send(
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

test("Teams gets a card", () => {
  const body = webhookBody("https://shop.webhook.office.com/x", MESSAGE);
  expect(body).toMatchObject({
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive" }],
  });
});
