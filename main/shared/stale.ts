import { contract } from "#contract/index.ts";

/** Every group a window may have asked; the host's own state says whether there is a workspace. */
export const ALL_GROUPS: readonly string[] = [...Object.keys(contract), "host"];

/** Which answers a command or job may have made stale, where it is fewer than all. */
const STALE: Readonly<Record<string, readonly string[]>> = {
  quarantine: ["quarantine", "quality", "workspace", "sources", "explore"],
  schedule: ["schedule", "workspace"],
  "explore.export": [],
};

/** Groups whose answers may be stale once `group.name` ran. */
export function staleAfter(group: string, name: string): readonly string[] {
  return STALE[`${group}.${name}`] ?? STALE[group] ?? ALL_GROUPS;
}
