import { test } from "vitest";
import { holdsForFreshSequences } from "./property.ts";

test("after nights nobody has seen before, the build equals one rebuilt from the lake", async () => {
  await holdsForFreshSequences();
});
