import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLogs } from "#adapters/log/logs.ts";
import { AppError } from "#domain/errors.ts";
import type { Services } from "#app/services.ts";
import type { UseCases } from "#app/use-case.ts";
import { errorValue } from "#contract/errors.ts";
import { contract } from "#contract/index.ts";
import { connectInProcess } from "./in-process.ts";
import { type Client, createRouter } from "./router.ts";

let directory = "";
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "medallion-router-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const clock = { now: () => new Date(0), elapsed: () => 0 };
/** A use case that says it is not meant. */
const refusing = (name: string) => () => async (): Promise<never> => {
  throw new AppError("usage", `${name} is not part of this test.`);
};

/** A client whose use cases all refuse, but for those given. */
function client(parts: Partial<{ [Group in keyof UseCases]: Partial<UseCases[Group]> }>) {
  const groups = Object.entries(contract).map(([group, names]) => [
    group,
    {
      ...Object.fromEntries(Object.keys(names).map((name) => [name, refusing(name)])),
      ...parts[group as keyof UseCases],
    },
  ]);
  const services = {
    directory,
    logs: createLogs(join(directory, "logs"), clock),
    clock,
    workspaces: { open: async () => ({}) },
  };
  return connectInProcess<Client>(
    createRouter(Object.fromEntries(groups) as UseCases, services as unknown as Services),
  );
}

async function failure(call: Promise<unknown>) {
  return errorValue(
    await call.then(
      () => "no failure",
      (error: unknown) => error,
    ),
  );
}

test("a use case gets its input with defaults filled in, and its answer is returned", async () => {
  const seen: unknown[] = [];
  const { reports } = client({
    reports: {
      query: () => async (input) => {
        seen.push(input);
        return { columns: [{ name: "n", type: "BIGINT" }], rows: [["1"]], truncated: false };
      },
    },
  });
  const answer = await reports.query({ sql: "select 1" });
  expect(seen).toEqual([{ sql: "select 1", published: false }]);
  expect(answer.rows).toEqual([["1"]]);
});

test("input that does not fit never reaches the use case", async () => {
  let called = false;
  const { reports } = client({
    reports: {
      query: () => async () => {
        called = true;
        throw new Error("unreachable");
      },
    },
  });
  const error = await failure(reports.query({ sql: "" }));
  expect(error).toMatchObject({ code: "usage" });
  expect(called).toBe(false);
});

test("a job's events and result pass through; its error keeps code, text and details", async () => {
  const { publishing } = client({
    publishing: {
      publish:
        () =>
        async (input, { progress }) => {
          progress({ step: "write", label: "Writing", fraction: 0.5 });
          if (input.reason === undefined) {
            throw new AppError("question", "Why?", {
              hint: "Give a reason.",
              details: { checks: 2 },
            });
          }
          return {
            version: 1,
            build_id: "b1",
            run_id: "r1",
            published_at: "2026-11-20T03:30:00.000Z",
            reason: input.reason,
            current: true,
            changed: true,
            tables: 3,
            rows: 10,
          };
        },
    },
  });
  const steps: string[] = [];
  const events = await publishing.publish({ reason: "checked by hand" });
  for (;;) {
    const next = await events.next();
    if (next.done) {
      expect(next.value.version).toBe(1);
      break;
    }
    steps.push(next.value.step);
  }
  expect(steps).toEqual(["write"]);
  const refused = await publishing.publish({});
  await refused.next();
  expect(await failure(refused.next())).toEqual({
    code: "question",
    message: "Why?",
    hint: "Give a reason.",
    retryable: false,
    details: { checks: 2 },
  });
});

test("a bug becomes internal without its text, and its stack is in the log of a workspace only", async () => {
  const broken = {
    workspace: {
      info: () => async () => {
        throw new TypeError("row 7 of Marta");
      },
    },
  };
  const error = await failure(client(broken).workspace.info({}));
  expect(error.code).toBe("internal");
  expect(JSON.stringify(error)).not.toContain("Marta");
  expect(await readdir(directory)).toEqual([]);

  await writeFile(join(directory, "workspace.json"), "{}");
  await failure(client(broken).workspace.info({}));
  const log = await readFile(join(directory, "logs/errors.jsonl"), "utf8");
  expect(log).toContain("router.test.ts");
  expect(log).toContain('"medallion.name":"workspace.info"');
});

test("an answer that breaks the contract is a bug, not an answer", async () => {
  const { sources } = client({
    sources: { list: () => async () => [{ id: 7 }] as never },
  });
  expect((await failure(sources.list({}))).code).toBe("internal");
});
