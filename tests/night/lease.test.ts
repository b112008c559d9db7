import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFileLeases } from "#adapters/lease/file-store.ts";
import { leasesOver } from "#app/lease/leases.ts";
import type { AppError } from "#domain/errors.ts";
import type { LeaseStore } from "#ports/lease.ts";
import { leaseConformance } from "./lease-conformance.ts";
import { memoryLeases } from "./memory-leases.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leases-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let places = 0;
leaseConformance("files", async () => {
  const place = join(folder, String((places += 1)));
  return { store: createFileLeases(place), again: () => createFileLeases(place) };
});
leaseConformance("memory", async () => {
  const store = memoryLeases();
  return { store, again: () => store };
});

const clock = { now: () => new Date("2026-11-21T03:30:00Z"), elapsed: () => 0 };
const request = { holder: "marta", purpose: "nightly run", milliseconds: 60_000 };

test("a hundred renewals leave one file", async () => {
  const place = join(folder, "many");
  const lease = await leasesOver(createFileLeases(place), clock).acquire("night", request);
  for (let times = 0; times < 100; times += 1) await lease.renew();
  expect(await readdir(place)).toEqual(["night.000101.json"]);
});

test("a put whose answer was lost and that is repeated is recognised as one's own", async () => {
  const inner = memoryLeases();
  const forgetful: LeaseStore = {
    ...inner,
    put: async (...put) => (await inner.put(...put)) && null,
  };
  const lease = await leasesOver(forgetful, clock).acquire("night", request);
  await lease.renew();
  const other = { ...request, holder: "jan" };
  const refused = await leasesOver(inner, clock)
    .acquire("night", other)
    .catch((error: unknown) => error as AppError);
  expect(refused).toMatchObject({ code: "locked", retryable: true });
  expect(String(refused)).toContain("marta works on this lake: nightly run");
});

test("a lease given back is free at once, also when the clock of who had it was weeks ahead", async () => {
  const store = memoryLeases();
  const ahead = { now: () => new Date("2026-12-24T03:30:00Z"), elapsed: () => 0 };
  const lease = await leasesOver(store, ahead).acquire("night", request);
  await lease.release("done");
  const next = await leasesOver(store, clock).acquire("night", { ...request, holder: "jan" });
  expect([next.fence, next.note]).toEqual([2, "done"]);
});
