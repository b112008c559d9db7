import type { Same } from "../same.ts";
import type { quality as en } from "../en/quality.ts";

export const quality: Same<typeof en> = {
  title: "Qualität",
};
