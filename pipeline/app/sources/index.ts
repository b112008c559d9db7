export { addSource, suggestSource } from "./add.ts";
export { changeMapping } from "./change-mapping.ts";
export { checkSource } from "./check.ts";
export { mapSource } from "./map.ts";
export { previewSource } from "./preview.ts";
export { removeSource } from "./remove.ts";
export { listSources } from "./summary.ts";
