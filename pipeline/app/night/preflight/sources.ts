import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import { nextRun } from "#domain/schedule.ts";
import { consentNotice } from "#domain/sheets/days-left.ts";
import type { Source, Workspace } from "#domain/workspace.ts";
import { type Finding, finding, type Look } from "./finding.ts";

const activeSources = ({ sources }: Workspace): readonly Source[] =>
  sources.filter(({ removed_at }) => removed_at === undefined);

const sources: Look = async (services, workspace) => {
  const active = activeSources(workspace);
  if (active.length === 0) {
    const action = "Connect one with `medallion source add`.";
    return [finding("error", "sources", "No source is connected.", action)];
  }
  const found = await Promise.all(
    active.map((source) => sourceFindings(services, workspace, source)),
  );
  return found.flat();
};

async function sourceFindings(
  { files, bronze }: Services,
  workspace: Workspace,
  { id, name, origin }: Source,
): Promise<Finding[]> {
  const held = await bronze.held(id);
  const asks =
    held !== null && held.accepted === undefined && held.kind !== "upstream"
      ? [finding("warn", "held", `${name} is held: ${held.text}`, held.action)]
      : [];
  const known = workspace.accounts?.map((account) => account.name) ?? [];
  if (origin.kind === "sheet" && origin.account !== undefined && !known.includes(origin.account)) {
    const text = `${name} is read by ${origin.account}, which is not set up any more.`;
    const action = "Sign in again: `medallion account sign-in`.";
    return [...asks, finding("error", "account", text, action)];
  }
  try {
    await files.list(origin);
    return asks;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [...asks, unreadable(name, error)];
  }
}

/** What heals by itself is worth a word; the rest stops the night. */
function unreadable(name: string, error: AppError): Finding {
  const { status } = (error.details ?? {}) as { readonly status?: unknown };
  const what = status === 429 ? "quota" : status === 403 ? "permission" : "source";
  const action = error.hint ?? "Look at the source.";
  return finding(error.retryable ? "warn" : "error", what, `${name}: ${error.message}`, action);
}

/** Sign-ins that end by themselves before the planned start, or soon after. */
const tokens: Look = async ({ accounts, clock }, workspace) => {
  const used = activeSources(workspace).flatMap(({ origin }) =>
    origin.kind === "sheet" && origin.account !== undefined ? [origin.account] : [],
  );
  const at = (workspace.schedule && nextRun(workspace.schedule, clock.now())) ?? clock.now();
  const found: Finding[] = [];
  for (const name of new Set(used)) {
    const notice = consentNotice(name, await accounts.accessUntil(name), at);
    if (notice === null || notice.severity === "info") continue;
    found.push(finding(notice.severity, "token", notice.text, notice.action));
  }
  return found;
};

export const SOURCE_LOOKS: readonly Look[] = [sources, tokens];
