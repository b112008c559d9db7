import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { alertNight } from "#app/night/alerts.ts";
import { NightJournal } from "#app/night/journal-night.ts";
import { mailReports } from "#app/night/report-mail.ts";
import type { Services } from "#app/services.ts";
import type { ReportMail } from "#ports/alert-sender.ts";
import type { Lab } from "#tests/engine/lab.ts";
import { shopAfterRun } from "#tests/engine/shop.ts";

let lab: Lab;
afterEach(() => lab.close());

/** A shop whose chat may be down; what arrived is kept in `said`. */
async function shopWithChat() {
  lab = await shopAfterRun();
  const state = { down: true, said: [] as string[], mails: [] as ReportMail[], refuses: false };
  await lab.services.workspaces.update(lab.directory, (workspace) => ({
    ...workspace,
    alerts: {
      desktop: false,
      emails: [],
      webhook: "https://chat.example/night",
      report_emails: ["boss@shop.example"],
      console_url: "http://127.0.0.1:8123/",
    },
  }));
  const { alerts } = lab.services;
  const send: Services["alerts"]["send"] = async (message, wanted, at, only) => {
    const channels = only ?? new Set(["file", "webhook"] as const);
    const file = channels.has("file")
      ? await alerts.send(message, wanted, at, new Set(["file"]))
      : [];
    if (!channels.has("webhook")) return file;
    if (!state.down) state.said.push(`${message.title} ${message.link ?? ""}`);
    return [...file, { channel: "webhook", error: state.down ? "The chat answered 503." : null }];
  };
  const mail = async (sent: ReportMail) => {
    if (state.refuses) return "Refused.";
    state.mails.push(sent);
    return null;
  };
  const services = { ...lab.services, alerts: { ...alerts, send, mailReports: mail } };
  return { state, services };
}

const night = async (services: Services) => {
  const journal = await NightJournal.begin(services, 1, false, []);
  await journal.note({
    steps: [{ name: "run", status: "failed", at: "2026-07-01T03:30:00.000Z", text: "No network." }],
    outcome: "failed",
  });
  return journal;
};

test("a message that did not arrive waits, is shown, and arrives once when the chat is back", async () => {
  const { state, services } = await shopWithChat();
  const first = await alertNight(services, await night(services));
  expect(first).toMatchObject({ status: "failed", text: expect.stringContaining("503") });
  Object.assign(lab.services, { alerts: services.alerts });
  const { client } = lab.app;
  const shown = (await client.night.status({})).undelivered;
  expect(shown).toMatchObject([{ channel: "webhook", attempts: 1 }]);
  expect(await client.night.resend({})).toMatchObject({ sent: 0, undelivered: [{ attempts: 2 }] });
  state.down = false;
  const again = await alertNight(services, await night(services));
  expect(again).toMatchObject({
    status: "done",
    text: expect.stringContaining("Delivered late: 1"),
  });
  expect(state.said).toEqual([
    "The nightly run could not finish http://127.0.0.1:8123/open?to=%2Fpipeline%2Fruns",
  ]);
  expect(await client.night.resend({})).toEqual({ sent: 0, undelivered: [] });
});

test("a channel that is switched off, and what is two weeks old, is not tried again", async () => {
  const { state, services } = await shopWithChat();
  await alertNight(services, await night(services));
  Object.assign(lab.services, { alerts: services.alerts });
  state.down = false;
  lab.pass(15);
  expect(await lab.app.client.night.resend({})).toEqual({ sent: 0, undelivered: [] });
  expect(state.said).toEqual([]);
});

const reports = (version: number, size = 10) => ({
  version,
  as_of: `Version ${version}, published today.`,
  date: "2026-07-01",
  reports: [{ label: "Revenue", sentence: "Revenue is up." }],
  files: [{ name: "index.html", text: randomText(size) }],
});

/** Text that hardly gets smaller by packing. */
const randomText = (size: number): string => randomBytes(size).toString("base64");

test("each version is mailed once; one that was refused is mailed the next time", async () => {
  const { state, services } = await shopWithChat();
  state.refuses = true;
  expect(await mailReports(services, reports(3))).toMatchObject({ failed: true });
  state.refuses = false;
  expect(await mailReports(services, reports(3))).toMatchObject({ failed: false });
  expect(await mailReports(services, reports(3))).toBeNull();
  expect(await mailReports(services, reports(4))).toMatchObject({ text: "Mailed to 1 person." });
  const [mail] = state.mails;
  expect(mail).toMatchObject({ to: ["boss@shop.example"], pages: [{ name: "index.html" }] });
  expect(mail?.text).toContain("Revenue: Revenue is up.");
  expect(mail?.text).toContain("http://127.0.0.1:8123/open?to=%2Freports");
});

test("reports too large for a mail are linked instead", async () => {
  const { state, services } = await shopWithChat();
  const done = await mailReports(services, reports(1, 9_000_000));
  expect(done?.text).toBe("Mailed to 1 person, without the pages.");
  expect(state.mails[0]?.pages).toEqual([]);
  expect(state.mails[0]?.text).toContain("reports/2026-07-01");
});
