import { readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly pid: number;
  readonly command: readonly string[];
}

function parentOf(pid: string): number {
  // `pid (name) state parent …`; the name may hold spaces and brackets.
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]);
}

/** The processes a process started, with their commands. Linux only, as the tests' containers are. */
export function childrenOf(parent: number): readonly Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (parentOf(pid) !== parent) return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return [{ pid: Number(pid), command }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}
