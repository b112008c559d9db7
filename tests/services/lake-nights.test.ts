/** One lake, two computers, one night: exactly one does it, and who fell asleep over it writes nothing any more. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nightResult, nightStatus, type NightResult } from "#contract/night.ts";
import { createApp } from "#main/shared/wiring.ts";
import { type Child, type Ended, start } from "#tests/crash/child.ts";
import { answer, medallion, query, temporaryFolder } from "#tests/integration/cli.ts";
import { serviceSuite } from "./servers/programs.ts";
import { startS3, type TestS3 } from "./servers/s3.ts";

const NIGHT = join(import.meta.dirname, "lab", "lake-night.ts");
const ORDERS = "order_id,customer_id,ordered_at,status,total_amount\n";
const CUSTOMERS = "customer_id,name\n";
const at = (day: number, clock: string): string => `2027-01-${10 + day}T${clock}:00.000Z`;

/** How a computer goes away in the middle of its night, and where. */
const SLEEPS: readonly (readonly ["falls asleep" | "loses power", string])[] = [
  ["falls asleep", "night.reports"],
  ["falls asleep", "lake"],
  ["loses power", "night.reports"],
];

serviceSuite("Nights of two computers on one lake", ["versitygw"], () => {
  let server: TestS3;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let one = "";
  let two = "";
  let rows = 20;
  const asleep: Child[] = [];

  const ok = async (...argv: string[]): Promise<void> => {
    const said = await medallion(...argv);
    expect(said.code, `${argv.join(" ")}\n${said.err}${said.out}`).toBe(0);
  };
  /** More orders and customers, as a shop has every day. */
  const grow = (): void => {
    rows += 2;
    const numbers = Array.from({ length: rows }, (_, n) => n);
    const orders = numbers.map((n) => `A-${n},c${n},2026-12-${10 + (n % 9)},paid,${n}.5`);
    writeFileSync(join(folder.path, "orders.csv"), ORDERS + orders.join("\n"));
    const customers = numbers.map((n) => `c${n},Name ${n}`);
    writeFileSync(join(folder.path, "customers.csv"), CUSTOMERS + customers.join("\n"));
  };
  const night = (workspace: string, instant: string, stop?: string): Child =>
    start(process.execPath, [NIGHT, workspace, instant, ...(stop ? [stop] : [])]);
  const resultOf = ({ code, out, err }: Ended): NightResult => {
    expect(code, err).toBe(0);
    return nightResult.parse(JSON.parse(out.trim().split("\n").at(-1) ?? ""));
  };
  const whole = async (...wanted: Parameters<typeof night>): Promise<NightResult> =>
    resultOf(await night(...wanted).ended);
  const published = (workspace: string): unknown =>
    JSON.parse(readFileSync(join(workspace, "published", "current.json"), "utf8"));
  /** A computer that wakes in the middle of its night. */
  const awake = async (child: Child): Promise<NightResult> => {
    child.process.kill("SIGCONT");
    return resultOf(await child.ended);
  };
  /** One that was off, and is started again. */
  const started = async (child: Child, number: number): Promise<NightResult> => {
    child.process.kill("SIGKILL");
    await child.ended;
    return whole(one, at(number, "04:30"));
  };
  /** Everything in the bucket, with what tells one content from another. */
  const inBucket = async (): Promise<string[]> => {
    const client = server.client();
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: "lakes" }));
    client.destroy();
    return Contents.map(({ Key, ETag }) => `${Key} ${ETag}`);
  };
  const seen = (workspace: string): Promise<unknown[][]> =>
    query(workspace, "select order_id, order_key, customer_key from gold.fact_orders order by 1");

  beforeAll(async () => {
    server = await startS3();
    process.env["AWS_ACCESS_KEY_ID"] = server.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = server.secretAccessKey;
    folder = await temporaryFolder();
    [one, two] = [join(folder.path, "one"), join(folder.path, "two")];
    await server.makeBucket("lakes");
    const place = ["--lake", "s3://lakes/shop", "--endpoint", server.endpoint];
    grow();
    await ok("init", one, "--tz", "UTC");
    for (const name of ["customers", "orders"]) {
      await ok("source", "add", one, name, "--csv", join(folder.path, `${name}.csv`));
    }
    await publishFirst();
    await ok("lake", "connect", one, ...place);
    await ok("open", two, ...place);
  }, 600_000);
  afterAll(async () => {
    for (const { process } of asleep) process.kill("SIGKILL");
    delete process.env["AWS_ACCESS_KEY_ID"];
    delete process.env["AWS_SECRET_ACCESS_KEY"];
    await folder.remove();
    await server.stop();
  });
  /** The day before the first night; a person looked at the first version. */
  const publishFirst = async (): Promise<void> => {
    const now = (): Date => new Date(at(0, "12:00"));
    const app = await createApp(one, { clock: { now, elapsed: () => performance.now() } });
    await app.services.workspaces.update(one, (before) => ({
      ...before,
      schedule: {
        enabled: true,
        daily: "03:30",
        time_zone: "UTC",
        auto_publish_limit: 100,
        enabled_since: at(0, "12:00"),
      },
    }));
    const events = await app.client.runs.start({ publish: true });
    while (!(await events.next()).done);
    await app.close();
  };

  test(
    "both start at once: one does the night, the other says who did it",
    { timeout: 600_000 },
    async () => {
      grow();
      const both = [one, two].map((each) => whole(each, at(1, "03:30")));
      const nights = (await Promise.all(both)).map((result) => result.night!);
      const outcomes = nights.map(({ outcome }) => outcome);
      const said = nights.flatMap(({ reasons }) => reasons).join(" ");
      expect(outcomes.toSorted(), said).toEqual(["elsewhere", "published"]);
      const [winner, loser] = outcomes[0] === "published" ? [one, two] : [two, one];
      const told = nights[outcomes.indexOf("elsewhere")]!;
      expect(told.steps).toEqual([]);
      expect(told.reasons.join(" ")).toContain(`${winner} did it at 2027-01-11T03:30`);
      expect(told.slots).toEqual([{ planned_at: at(1, "03:30"), reason: null }]);
      expect(published(loser)).toEqual(published(winner));
    },
  );

  test.each(SLEEPS)(
    "who %s in the step %s while another takes over writes nothing any more, and its next night is well",
    { timeout: 600_000 },
    async (how, step) => {
      const number = 2 * SLEEPS.findIndex(([a, b]) => a === how && b === step) + 2;
      grow();
      const first = night(one, at(number, "03:30"), step);
      asleep.push(first);
      await first.working;
      const done = await whole(two, at(number, "03:50"));
      expect(done.night?.outcome, done.sentence).toBe("published");
      const before = await inBucket();
      const ended = await (how === "falls asleep" ? awake(first) : started(first, number));
      expect(ended.night?.outcome, ended.sentence).toBe("elsewhere");
      const why = how === "falls asleep" ? "took over while" : `${two} did it`;
      expect(ended.sentence).toContain(why);
      const after = await inBucket();
      // Who starts again takes the lease to look; what was on the wire when it fell asleep may still arrive.
      const kept = before.filter((name) => how === "falls asleep" || !name.includes("/leases/"));
      expect(after).toEqual(expect.arrayContaining(kept));
      expect(after.length - before.length).toBeLessThanOrEqual(step === "lake" ? 3 : 0);
      grow();
      const next = await whole(one, at(number + 1, "03:30"));
      expect(next.night?.outcome, next.sentence).toBe("published");
    },
  );

  test(
    "both have the same in the end, and each sees the last night of the other",
    { timeout: 600_000 },
    async () => {
      await ok("lake", "pull", two);
      expect(published(two)).toEqual(published(one));
      const status = await answer(nightStatus, "nightly", two, "--status");
      expect(status.sentence).toContain(`${one}: `);
      expect(status.sentence).toContain("Published.");
      expect(status.card).toMatchObject({ rows_set_aside: 0, slots: 1 });
      expect(status.card?.computer).toContain(one);
      await ok("run", two);
      expect(await seen(two)).toEqual(await seen(one));
    },
  );
});
