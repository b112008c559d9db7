import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** Where a child dies: at its n-th file operation, or before or after the n-th one of a kind on a path. */
export type Fault =
  | { readonly at: "count"; readonly number: number }
  | {
      readonly at: "call";
      readonly when: "before" | "after";
      readonly operation: string;
      /** Regular expression over any of the operation's paths. */
      readonly path: string;
      readonly number?: number;
      /** Instead of dying: what happens to a file of the source at that instant. */
      readonly instead?: { readonly replace: string; readonly by: string | null };
    };

const CHANGING = [
  "rename",
  "link",
  "symlink",
  "rm",
  "unlink",
  "mkdir",
  "copyFile",
  "open",
] as const;

let calls = 0;
/** File operations so far that may change the disk. */
export function countedCalls(): number {
  return calls;
}

/** As hard as a power cut for the process: nothing of it runs after this line. */
function strike(fault: Fault | null): void {
  if (fault?.at === "call" && fault.instead) {
    fs.rmSync(fault.instead.replace);
    if (fault.instead.by !== null) fs.writeFileSync(fault.instead.replace, fault.instead.by);
    return;
  }
  process.kill(process.pid, "SIGKILL");
  throw new Error("still alive");
}

/**
 * Counts every call of `node:fs/promises` that may change the disk and ends the process at the one `fault`
 * names. Must run before the product is imported.
 */
export function installFaults(fault: Fault | null): void {
  let matched = 0;
  const meets = (operation: string, paths: string): boolean => {
    if (fault === null) return false;
    if (fault.at === "count") return calls === fault.number;
    if (operation !== fault.operation || !new RegExp(fault.path).test(paths)) return false;
    matched += 1;
    return matched === (fault.number ?? 1);
  };
  const promises = fs.promises as unknown as Record<string, (...given: unknown[]) => unknown>;
  for (const operation of CHANGING) {
    const original = promises[operation]!;
    promises[operation] = async (...given: unknown[]) => {
      calls += 1;
      const paths = given.filter((one) => typeof one === "string").join(" ");
      const hit = meets(operation, paths);
      const before = fault?.at === "call" && fault.when === "before";
      if (hit && before) strike(fault);
      const result = await original(...given);
      if (hit) strike(fault);
      return result;
    };
  }
  syncBuiltinESMExports();
}
