import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync } from "node:fs";

/** A disk of its own in memory, whose size and writability a test decides. */
export interface SmallDisk {
  readonly path: string;
  /** Mounts it again, e.g. `ro` or `size=64m`. */
  remount(options: string): void;
  /** Leaves about this many megabytes free, also while somebody writes; returns the size. */
  leave(megabytes: number): string;
  remove(): void;
}

function mount(...argv: string[]): boolean {
  return spawnSync("mount", argv, { stdio: "ignore" }).status === 0;
}

function usedMegabytes(path: string): number {
  const { blocks, bfree, bsize } = statfsSync(path);
  return Math.ceil(((blocks - bfree) * bsize) / 1e6);
}

/** Null where this user may not mount: then only what needs no mount can be tried. */
export function smallDisk(path: string, size: string): SmallDisk | null {
  mkdirSync(path, { recursive: true });
  if (!mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path)) return null;
  return {
    path,
    remount: (options) => {
      if (!mount("-o", `remount,${options}`, path)) throw new Error(`cannot remount ${options}`);
    },
    leave: (megabytes) => {
      for (;;) {
        // A disk cannot be made smaller than what is on it, which grows while we look.
        const size = `size=${usedMegabytes(path) + megabytes}m`;
        if (mount("-o", `remount,${size}`, path)) return size;
      }
    },
    remove: () => {
      if (spawnSync("umount", [path]).status !== 0) spawnSync("umount", ["-l", path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
