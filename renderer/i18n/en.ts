/** One file per area; the same names in every language. */
export { common } from "./en/common.ts";
export { charts } from "./en/charts.ts";
export { shell } from "./en/shell.ts";
export { states } from "./en/states.ts";
export { overview } from "./en/overview.ts";
export { sources } from "./en/sources.ts";
export { places } from "./en/places.ts";
export { pipeline } from "./en/pipeline.ts";
export { quality } from "./en/quality.ts";
export { reports } from "./en/reports.ts";
export { explore } from "./en/explore.ts";
export { schedule } from "./en/schedule.ts";
export { settings } from "./en/settings.ts";
export { target } from "./en/target.ts";
