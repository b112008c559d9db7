import type { PickRequest } from "#contract/desktop.ts";

/** Files between the person and the workspace: dropped, picked, downloaded. */

const uploaded = (answer: unknown): string => {
  const path = (answer as { path?: unknown }).path;
  if (typeof path !== "string") throw new Error("the host did not say where the file is");
  return path;
};

/** Where the host finds a dropped file: its place on the disk, else a copy under `uploads/`. */
export async function placeOf(file: File, signal?: AbortSignal): Promise<string> {
  const path = window.medallion?.pathOf(file);
  if (path) return path;
  const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    body: file,
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw new Error(`The file could not be stored (${response.status}).`);
  return uploaded(await response.json());
}

/** Downloads a file of the workspace's `exports/`. */
export function download(name: string): void {
  const link = document.createElement("a");
  link.href = `/download/${encodeURIComponent(name)}`;
  link.download = name;
  link.click();
}

/** True where the host has a dialog of its own; else the browser's file field is used. */
export const hasFileDialog = (): boolean => window.medallion !== undefined;

/** Asks for a file with the desktop's own dialog; null when nothing was chosen. */
export async function pickFile(wanted?: PickRequest): Promise<string | null> {
  return (await window.medallion?.pickFile(wanted)) ?? null;
}

/** Opens an address outside of the window; only web addresses. */
export function openExternal(address: string): void {
  if (!/^https?:\/\//.test(address)) return;
  if (window.medallion) void window.medallion.openExternal(address);
  else window.open(address, "_blank", "noopener,noreferrer");
}
