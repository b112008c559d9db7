import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Lab } from "./lab.ts";
import { shopAfterRun } from "./shop.ts";

let lab: Lab;
afterEach(() => lab.close());

test("a switch that was never noted, because its process died, is noted by the next publish", async () => {
  lab = await shopAfterRun();
  await lab.publish();
  const noted = lab.app.services.journal().publications({ limit: 10 });
  expect(noted.map(({ action, version }) => `${action} ${version}`)).toEqual(["publish 1"]);

  await lab.app.close();
  for (const end of ["", "-wal", "-shm"]) {
    await rm(join(lab.directory, `state.sqlite${end}`), { force: true });
  }
  expect(lab.app.services.journal().publications({ limit: 10 })).toEqual([]);
  await lab.publish();
  expect(lab.app.services.journal().publications({ limit: 10 })).toEqual(noted);
});
