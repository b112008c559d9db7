import { test } from "vitest";
import { holdsForRandomSequences } from "./property.ts";

test("whatever happened, the incremental build equals a rebuild, and a second run changes nothing (first half)", async () => {
  await holdsForRandomSequences(0);
});
