import type { Same } from "../same.ts";
import type { explore as en } from "../en/explore.ts";

export const explore: Same<typeof en> = {
  title: "Erkunden",
};
