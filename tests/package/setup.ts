import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { build, extractArchive, pack } from "./packed.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of this run, removed at its end. */
    readonly scratch: string;
    /** `resources/` of the packed program. */
    readonly resources: string;
    /** The archive as a folder, far from this checkout: nothing there can be found by accident. */
    readonly program: string;
  }
}

/** Builds and packs once for all tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await mkdtemp(join(tmpdir(), "medallion-package-"));
  const clear = (): Promise<void> => rm(scratch, { recursive: true, force: true });
  try {
    await build();
    const resources = await pack(scratch);
    const program = join(scratch, "program");
    await extractArchive(join(resources, "app.asar"), program);
    project.provide("scratch", scratch);
    project.provide("resources", resources);
    project.provide("program", program);
  } catch (error) {
    await clear();
    throw error;
  }
  return clear;
}
