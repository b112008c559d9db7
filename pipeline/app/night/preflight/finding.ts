import type { Services } from "#app/services.ts";
import type { Preflight } from "#contract/night.ts";
import type { Workspace } from "#domain/workspace.ts";

export type Finding = Preflight["findings"][number];
/** One thing that may keep a night from working; nothing when it does not. Looks only read. */
export type Look = (services: Services, workspace: Workspace) => Promise<readonly Finding[]>;

export const finding = (
  severity: Finding["severity"],
  name: string,
  text: string,
  action: string,
): Finding => ({ name, severity, text, action });
