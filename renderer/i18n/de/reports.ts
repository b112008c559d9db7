import type { Same } from "../same.ts";
import type { reports as en } from "../en/reports.ts";

export const reports: Same<typeof en> = {
  title: "Berichte",
};
