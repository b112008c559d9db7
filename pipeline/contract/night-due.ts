import { z } from "zod";
import { instant } from "./values.ts";

/** For whoever watches the time while the console is open. */
export const nightDue = z.object({
  /** A planned start was not answered for, or a night was cut off, and it may start now. */
  due: z.boolean(),
  /** Names what is due, so that it is started once; null when nothing is. */
  what: z.string().nullable(),
  /** Why it has to wait; null when it need not. */
  reason: z.string().nullable(),
  /** The next planned start; null while it is off. */
  next_at: instant.nullable(),
});
