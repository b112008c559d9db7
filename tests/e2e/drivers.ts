import type { Driver } from "./driver.ts";
import { webDriver } from "./driver-web.ts";

/** Every host a flow is proved on. */
export const drivers: readonly Driver[] = [webDriver];
