import type { Same } from "../same.ts";
import type { sources as en } from "../en/sources.ts";

export const sources: Same<typeof en> = {
  title: "Quellen",
};
