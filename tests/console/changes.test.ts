import { afterEach, expect, test } from "vitest";
import type { Lab } from "#tests/engine/lab.ts";
import { openShop, ORDER_HEADER, shopAfterRun } from "#tests/engine/shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const workspace = () => lab.app.client.workspace;
const schedule = () => lab.app.client.schedule;
const history = async () =>
  (await workspace().changes({})).map(({ text, undoable }) => [text, undoable]);
const undo = (change_id: string) => workspace().undo({ change_id });

test("settings are saved at once, told in one sentence, and taken back together", async () => {
  lab = await openShop();
  const before = await workspace().settings({});
  const { change_id, settings } = await workspace().change({ currency: "USD", keep_versions: 20 });
  expect(settings).toMatchObject({ currency: "USD", keep_versions: 20, time_zone: "UTC" });
  expect(await history()).toEqual([
    ["Currency is USD now. Published versions kept is 20 now.", true],
  ]);
  await undo(change_id);
  const after = await workspace().settings({});
  expect([after.currency, after.keep_versions]).toEqual([before.currency, before.keep_versions]);
  await expect(undo(change_id)).rejects.toThrow("something newer stands on it");
});

test("an undo is a change of its own and can be taken back as well", async () => {
  lab = await openShop();
  const { change_id } = await workspace().change({ memory_limit: "2 GB" });
  const taken = await undo(change_id);
  expect((await workspace().settings({})).memory_limit).toBeNull();
  await undo(taken.change_id);
  expect((await workspace().settings({})).memory_limit).toBe("2 GB");
  expect(await history()).toEqual([
    ["Done again: Memory limit is 2 GB now.", true],
    ["Taken back: Memory limit is 2 GB now.", false],
    ["Memory limit is 2 GB now.", false],
  ]);
});

test("what a newer change replaced cannot be taken back under it", async () => {
  lab = await openShop();
  const first = await workspace().change({ keep_versions: 20 });
  const second = await workspace().change({ keep_versions: 30 });
  await expect(undo(first.change_id)).rejects.toThrow("something newer stands on it");
  await undo(second.change_id);
  await undo(first.change_id);
  expect((await workspace().settings({})).keep_versions).toBe(14);
  await expect(workspace().change({ keep_versions: 14 })).rejects.toThrow("changes nothing");
  await expect(undo("c000099")).rejects.toThrow("There is no change c000099.");
});

test("the schedule is kept in the workspace, told honestly and undoable", async () => {
  lab = await openShop();
  expect(await schedule().get({})).toMatchObject({
    schedule: { enabled: false, daily: "03:30", time_zone: "UTC", auto_publish_limit: null },
    next_run_at: null,
    registered: { status: "missing" },
  });
  const { change_id, state } = await schedule().change({
    schedule: { enabled: true, daily: "04:15", time_zone: "Europe/Berlin" },
    alerts: { emails: ["marta@shop.example"] },
  });
  expect(state.next_run_at).toBe("2026-07-02T02:15:00.000Z");
  expect(state.registered.text).toContain("nothing is registered with this computer yet");
  expect(state.alerts).toMatchObject({
    desktop: false,
    emails: ["marta@shop.example"],
    webhook: null,
  });
  await lab.reopen();
  const { registered, ...kept } = state;
  expect(await schedule().get({})).toMatchObject({ ...kept, registered: { status: "missing" } });
  expect(registered.text).toContain("This computer offers no scheduler that answers.");
  await undo(change_id);
  const back = await schedule().get({});
  expect([back.schedule.enabled, back.schedule.daily, back.alerts.emails]).toEqual([
    false,
    "03:30",
    [],
  ]);
});

test("nights are told from the runs there were", async () => {
  lab = await shopAfterRun();
  lab.pass(1);
  const { nights } = await schedule().get({});
  expect(nights).toHaveLength(30);
  expect(nights.at(-2)).toMatchObject({ date: "2026-07-01", status: "ran", run_id: "r000001" });
  expect(nights.at(-1)).toMatchObject({ date: "2026-07-02", status: "off", run_id: null });
});

test.each([
  "https://hooks.chat.example/services/T0000/B0000/abcDEF1234567890xyz",
  "https://user:pass@shop.example/x",
  "https://shop.example/hook?token=1",
])("%s holds a key: it goes to the key store, never into an open file", async (webhook) => {
  lab = await openShop();
  // A computer whose key store is locked: nothing is kept anywhere.
  await expect(schedule().change({ alerts: { webhook } })).rejects.toThrow("keychain");
  expect((await schedule().get({})).alerts.webhook).toBeNull();
  const { alerts } = lab.services;
  const kept: unknown[] = [];
  const keep = async (channel: string, address: string | null) =>
    void kept.push([channel, address]);
  Object.assign(lab.services, { alerts: { ...alerts, keep } });
  const { state } = await schedule().change({ alerts: { webhook } });
  expect(kept).toEqual([["webhook", webhook]]);
  expect(state.alerts.webhook).toBe(new URL(webhook).origin);
});

test("an address without a key is kept", async () => {
  lab = await openShop();
  const { state } = await schedule().change({ alerts: { webhook: "https://shop.example/night" } });
  expect(state.alerts.webhook).toBe("https://shop.example/night");
});

test("a changed mapping and a removed source stand in the history and come back from there", async () => {
  lab = await shopAfterRun();
  const { sources } = lab.app.client;
  await sources.map({ id: "orders", map: [{ column: "channel", headers: ["Status"] }] });
  await sources.remove({ id: "payments" });
  expect(await history()).toEqual([
    ["The payments was removed.", true],
    ['The columns of The orders were changed: channel from "Status".', true],
  ]);
  const [removed, mapped] = (await workspace().changes({})).map(({ change_id }) => change_id);
  await undo(mapped ?? "");
  await undo(removed ?? "");
  const { columns, mapping_version } = await sources.get({ id: "orders" });
  expect(mapping_version).toBe(3);
  expect(columns.find(({ column }) => column === "channel")?.headers).toEqual(["Channel"]);
  const payments = (await sources.list({})).find(({ id }) => id === "payments");
  expect(payments?.state).toBe("current");
});

test("a waive is listed with its row until it is taken back, wherever the row is by then", async () => {
  lab = await openShop();
  await lab.write(
    "orders.csv",
    ORDER_HEADER,
    "o9,c1,1970-01-01,paid,web",
    "o8,c1,2026-06-01,paid,web",
  );
  await lab.run();
  const { quarantine } = lab.app.client;
  const [row] = (await quarantine.list({})).rows.filter(({ entity }) => entity === "orders");
  const [reason] = row?.reasons ?? [];
  await quarantine.waive({
    ids: [row?.id ?? ""],
    rule: reason?.rule ?? "",
    reason: "really that old",
    until: "2026-07-05",
  });
  const decision = {
    decision_id: "000001",
    rule: reason?.rule,
    entity: "orders",
    key: "o9",
    reason: "really that old",
    by: "marta",
    until: "2026-07-05",
    state: "in_force",
  };
  expect(await quarantine.decisions({})).toMatchObject([decision]);
  await lab.run();
  expect(await quarantine.decisions({})).toMatchObject([decision]);
  const [waived] = await workspace().changes({});
  expect(waived).toMatchObject({ area: "waiver", by: "marta", undoable: true });
  expect(waived?.text).toMatch(/^Order o9 may pass the rule ".*": really that old$/);
  lab.pass(9);
  expect((await quarantine.decisions({}))[0]?.state).toBe("expired");
  expect((await workspace().changes({}))[0]?.undoable).toBe(false);
});

test("a waive that is taken back from the history counts no more", async () => {
  lab = await openShop();
  await lab.write("orders.csv", ORDER_HEADER, "o9,c1,1970-01-01,paid,web");
  await lab.run().catch(() => undefined);
  const { quarantine } = lab.app.client;
  const [row] = (await quarantine.list({ entity: "orders" })).rows;
  const rule = row?.reasons[0]?.rule ?? "";
  await quarantine.waive({ ids: [row?.id ?? ""], rule, reason: "old" });
  await undo("c000001");
  expect((await quarantine.decisions({}))[0]?.state).toBe("undone");
  expect((await workspace().changes({})).map(({ undoable }) => undoable)).toEqual([false, false]);
});
