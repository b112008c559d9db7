/** One file per area; the same names in every language. */
export { common } from "./de/common.ts";
export { charts } from "./de/charts.ts";
export { shell } from "./de/shell.ts";
export { states } from "./de/states.ts";
export { overview } from "./de/overview.ts";
export { sources } from "./de/sources.ts";
export { places } from "./de/places.ts";
export { pipeline } from "./de/pipeline.ts";
export { quality } from "./de/quality.ts";
export { reports } from "./de/reports.ts";
export { explore } from "./de/explore.ts";
export { schedule } from "./de/schedule.ts";
export { settings } from "./de/settings.ts";
export { target } from "./de/target.ts";
