import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import type { OpenConsole } from "./driver.ts";
import { drivers } from "./drivers.ts";
import { emptyWorkspace, removeFolder } from "./workspaces.ts";

const NIGHT = {
  number: 1,
  scheduled: true,
  slots: [
    { planned_at: "2026-11-18T02:30:00.000Z", reason: "this computer was asleep" },
    { planned_at: "2026-11-19T02:30:00.000Z", reason: "this computer was asleep" },
  ],
  started_at: "2026-11-19T06:42:00.000Z",
  finished_at: "2026-11-19T06:43:10.000Z",
  outcome: "waiting",
  steps: [
    {
      name: "run",
      status: "done",
      at: "2026-11-19T06:42:50.000Z",
      text: "Run r000001: succeeded.",
    },
    {
      name: "publish",
      status: "skipped",
      at: "2026-11-19T06:43:00.000Z",
      text: "Waiting for you.",
    },
  ],
  run_id: null,
  attempts: 1,
  held_sources: [],
  reasons: ["Revenue moved by 17 %; your limit is 5 %."],
  resumed: 0,
};
const MESSAGE = {
  kind: "new",
  incident: "i0001",
  title: "A source could not be taken over",
  text: "Google refused access.",
  screen: "/sources",
};
const INCIDENT = {
  id: "i0001",
  cause: "held",
  title: MESSAGE.title,
  text: MESSAGE.text,
  affects: ["Payments"],
  screen: "/sources",
  since: "2026-11-19T06:43:00.000Z",
  healed_at: null,
  told_at: "2026-11-19T06:43:00.000Z",
  muted: null,
};

/** A night of some days ago that needs a person, and a message that did not reach the chat. */
async function writeNight(workspace: string): Promise<void> {
  const folder = join(workspace, "nights");
  await mkdir(folder, { recursive: true });
  const write = (name: string, value: unknown): Promise<void> =>
    writeFile(join(folder, name), JSON.stringify(value));
  await write("n000001.json", NIGHT);
  await write("incidents.json", { incidents: [INCIDENT], told: [] });
  const since = new Date().toISOString();
  const waiting = [
    {
      id: "i0001-new-webhook",
      channel: "webhook",
      message: MESSAGE,
      since,
      attempts: 2,
      error: "The chat answered 503.",
    },
  ];
  await write("outbox.json", { waiting, mailed_version: null });
}

/** Takes back the change that was just told so; older offers may still be there. */
async function undo(page: Page, said: string): Promise<void> {
  const offer = page.locator("[role=alert]", { hasText: said }).last();
  // It is offered for ten seconds, which a slow computer spends looking whether the button moves.
  await offer.getByRole("button", { name: "Undo", exact: true }).dispatchEvent("click");
}

describe.each(drivers)("schedule and alerts on the $name host", (driver) => {
  let workspace = "";
  let console: OpenConsole;
  let chat: Server;
  let said: string[] = [];

  beforeAll(async () => {
    const missing = driver.missing();
    if (missing !== null) throw new Error(missing);
    chat = createServer((request, response) => {
      let text = "";
      request.on("data", (bytes: Buffer) => (text += bytes.toString("utf8")));
      request.on("end", () => {
        said = [...said, text];
        response.writeHead(200).end("ok");
      });
    });
    await new Promise<void>((resolve) => chat.listen(0, "127.0.0.1", resolve));
    workspace = await emptyWorkspace();
    await writeNight(workspace);
    console = await driver.open(workspace, { path: "/schedule" });
  });
  afterAll(async () => {
    await console?.close();
    chat?.close();
    await removeFolder(join(workspace, ".."));
  });

  test("off says that nothing is planned and that nothing is registered", async () => {
    const { page } = console;
    await page.getByText("No run is planned").waitFor();
    await page.getByText("Not registered", { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test("the last night says when, why late, what became of it, and what waits", async () => {
    const { page } = console;
    await page.getByText(/^Planned 03:30, ran 07:42; 2 planned nights became 1 run/).waitFor();
    await page.getByText("Waiting for you", { exact: true }).first().waitFor();
    await page.getByText("this computer was asleep", { exact: true }).waitFor();
    await page.getByText("Step by step").click();
    await page.getByText("Run r000001: succeeded.").waitFor();
    await page.getByText("2 planned nights became one.").waitFor();
    await page.getByText(/Google refused access\. It touches Payments\./).waitFor();
  });

  test("an incident is muted with a reason until a day, and Undo brings its messages back", async () => {
    const { page } = console;
    await page.getByRole("button", { name: `Mute: ${MESSAGE.title}` }).click();
    await page.getByRole("textbox", { name: "Why" }).fill("Google is asked");
    const until = page.getByLabel("Until");
    await until.fill("2020-01-01");
    await page.getByText("Choose a day that is to come.").waitFor();
    await until.fill("2099-12-24");
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Mute", exact: true }).click();
    await page.getByText(/muted until Thu 24 Dec 2099: Google is asked/).waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByRole("button", { name: `Mute: ${MESSAGE.title}` }).waitFor();
  });

  test("a chat gets a test message, and what had not arrived is sent again", async () => {
    const { page } = console;
    const address = `http://127.0.0.1:${(chat.address() as AddressInfo).port}/night`;
    await page.getByText("The chat answered 503.").waitFor();
    await page.getByRole("button", { name: "Change: To a chat or another program" }).click();
    const field = page.getByRole("textbox", { name: "To a chat or another program" });
    await field.fill(address);
    await field.press("Enter");
    await page.getByRole("button", { name: "Test message to the chat" }).click();
    await page.getByText("The test message was taken.").waitFor();
    await page.getByRole("button", { name: "Send again" }).click();
    await page.getByText("Messages that did not arrive").waitFor({ state: "detached" });
    expect(said.map((text) => (JSON.parse(text) as { text: string }).text)).toEqual([
      expect.stringContaining("This is a test message"),
      `${MESSAGE.title}: ${MESSAGE.text}`,
    ]);
  });

  test("turned on it is planned, and Undo turns it off again", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Turn on" }).click();
    await undo(page, "Nightly runs are planned for 03:30.");
    await page.getByText("No run is planned").waitFor();
  });

  test("on, tonight is looked at, and each finding says what to do", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Turn on" }).click();
    const enabled = page.getByRole("switch", { name: "Run every night" });
    await enabled.waitFor({ state: "attached" });
    await page.getByText(/^(Next run |Planned daily at 03:30)/).waitFor();
    expect(await page.getByText("Registered", { exact: true }).count()).toBe(0);
    await page.getByText("No source is connected.").waitFor();
    await page.locator('[data-finding="sources"]').getByRole("link", { name: "Open" }).waitFor();
    await page.getByRole("button", { name: "Check tonight" }).click();
    await page.getByText(/^Looked at \d\d:\d\d\.$/).waitFor();
    await page.getByRole("button", { name: "Register again" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await enabled.and(page.locator(":enabled")).click({ force: true });
    await page.getByText("No run is planned").waitFor();
  });

  test("a time is understood as people write it, and refused when it is none", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Change: Starts at" }).click();
    const field = page.getByRole("textbox", { name: "Starts at" });
    await field.fill("25:00");
    await page.getByText("Write a time of day such as 03:30.").waitFor();
    await field.fill("415");
    await field.press("Enter");
    await page.getByText("Every day at 04:15, Europe/Berlin.").first().waitFor();
    await undo(page, "The schedule is changed.");
    await page.getByText("Every day at 03:30, Europe/Berlin.").first().waitFor();
  });

  test("quiet hours and power rules are kept", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Change: Quiet hours" }).click();
    await page.getByRole("textbox", { name: "From" }).fill("9:00");
    await page.getByRole("textbox", { name: "To", exact: true }).fill("17:30");
    await page.getByRole("button", { name: "Save" }).click();
    await page
      .getByText("No late night starts from 09:00 to 17:30; it waits until then.")
      .waitFor();
    const battery = page.getByRole("switch", { name: "On battery" });
    await battery.and(page.locator(":enabled")).click({ force: true });
    await page.getByText("The night waits until this computer is plugged in.").waitFor();
  });

  test("addresses are checked before they are kept", async () => {
    const { page } = console;
    await page.getByRole("button", { name: "Change: By mail" }).click();
    const field = page.getByRole("textbox", { name: "By mail" });
    await field.fill("marta@shop.example, jan");
    await page.getByText("“jan” does not look like an address.").waitFor();
    await field.fill("marta@shop.example, jan@shop.example");
    await field.press("Enter");
    await page.getByText("marta@shop.example, jan@shop.example", { exact: true }).waitFor();
    await page.reload();
    await page.getByText("marta@shop.example, jan@shop.example", { exact: true }).waitFor();
    expect(console.errors()).toEqual([]);
  });

  test("a link in a mail opens the right screen, in a browser that was let in", async () => {
    const { page } = console;
    const here = new URL(page.url());
    // The desktop window has no address that others could lead to.
    if (here.protocol !== "http:") return;
    const other = await page.context().newPage();
    const link = `${here.origin}/open?to=${encodeURIComponent("/quality/quarantine")}`;
    const inbox = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end(`<a href="${link}">Open</a>`);
    });
    await new Promise<void>((resolve) => inbox.listen(0, "127.0.0.1", resolve));
    try {
      await other.goto(`http://127.0.0.1:${(inbox.address() as AddressInfo).port}/`);
      await other.getByRole("link", { name: "Open" }).click();
      await other.waitForURL(`${here.origin}/quality/quarantine`);
      await other.getByRole("heading", { level: 1 }).waitFor();
    } finally {
      await other.close();
      inbox.close();
    }
  });
});
