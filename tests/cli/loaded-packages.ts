/**
 * For `node --import`: notes each npm package that a process loads, in the file MEDALLION_LOADED_PACKAGES names, the
 * moment it is loaded; child processes do the same.
 */
import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";

const file = process.env["MEDALLION_LOADED_PACKAGES"];
const seen = new Set<string>();
registerHooks({
  load(url, context, next) {
    const name = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
    if (file !== undefined && name !== undefined && !seen.has(name)) {
      seen.add(name);
      appendFileSync(file, `${name}\n`);
    }
    return next(url, context);
  },
});
