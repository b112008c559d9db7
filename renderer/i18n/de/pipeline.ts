import type { Same } from "../same.ts";
import type { pipeline as en } from "../en/pipeline.ts";

export const pipeline: Same<typeof en> = {
  title: "Ablauf",
};
