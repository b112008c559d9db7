import { changeId, noteChange } from "#app/changes/note.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import {
  activeDecisions,
  type Decision,
  type NewDecision,
  rowKey,
} from "#domain/quality/decisions.ts";
import { tableWords } from "#domain/quality/table-words.ts";
import { notWaivable } from "#domain/quality/waivable.ts";
import { newestBuild, withBuild } from "./open-build.ts";
import { type AsideRow, chosenRows, rowRules, type RowRuleCheck } from "./quarantine-rows.ts";
import { decisionId } from "./show.ts";

function requireWaivable(
  rows: readonly AsideRow[],
  rules: ReadonlyMap<string, RowRuleCheck>,
  rule: string,
): void {
  for (const entity of new Set(rows.map((row) => row.entity))) {
    const check = rules.get(`${entity}.${rule}`);
    const why = check ? notWaivable(check) : "There is no such rule any more.";
    if (why === null) continue;
    throw new AppError("bad_input", `The rule "${rule}" of ${entity} cannot be waived. ${why}`, {
      hint: check?.todo ?? "See the rules of a row with `quarantine show`.",
    });
  }
}

function requireReason(reason: string): string {
  const text = reason.trim();
  if (text !== "") return text;
  throw new AppError("bad_input", "A waive needs a reason in words.", {
    hint: "Say why these rows are right as they are; others will read it.",
  });
}

/** Lets rows through one rule from the next run on. */
export const waive: Handler<"quarantine", "waive"> = (services) => async (input, call) => {
  const reason = requireReason(input.reason);
  const build = await newestBuild(services);
  const rules = await rowRules(services);
  const chosen = { ids: input.ids, filter: { ...input.filter, rule: input.rule } };
  const rows = await withBuild(services, build.build_id, call.signal, (session) =>
    chosenRows(session, chosen),
  );
  if (rows.length === 0) {
    throw new AppError("not_found", `No row is set aside by the rule "${input.rule}".`, {
      hint: "See `quarantine list` for rows and their reasons.",
    });
  }
  requireWaivable(rows, rules, input.rule);
  const decided_at = services.clock.now().toISOString();
  const made = rows.map(({ source_id, row_hash, occurrence }): NewDecision => ({
    kind: "waive",
    source_id,
    row_hash,
    occurrence,
    rule: input.rule,
    reason,
    by: services.user,
    decided_at,
    ...(input.until !== undefined && { expires_at: input.until }),
  }));
  const kept = await services.decisions.append(made);
  const change = noteChange(services, {
    area: "waiver",
    text: `${waivedText(rows)} may pass the rule "${input.rule.replaceAll("_", " ")}": ${reason}`,
    undo: { kind: "waived", decisions: kept.map(({ number }) => number) },
  });
  return {
    decisions: kept.map(({ number }) => decisionId(number)),
    rows: kept.length,
    change_id: change && changeId(change.number),
  };
};

/** `Order 1042`, `14 orders`, `3 rows`. */
function waivedText(rows: readonly AsideRow[]): string {
  const [first] = rows;
  const entities = new Set(rows.map((row) => row.entity));
  if (!first || entities.size > 1) return `${rows.length} rows`;
  const { one, many } = tableWords(first.entity);
  if (rows.length > 1) return `${rows.length.toLocaleString("en-US")} ${many}`;
  return `${one.charAt(0).toUpperCase()}${one.slice(1)} ${first.key}`.trim();
}

/** Takes those decisions back that are still in force. */
export async function undoDecisions(
  services: Services,
  numbers: readonly number[],
): Promise<number> {
  const now = services.clock.now().toISOString();
  const wanted = new Set(numbers);
  const active = activeDecisions(await services.decisions.all(), now.slice(0, 10));
  const made = active.filter(({ number }) => wanted.has(number));
  await services.decisions.append(
    made.map(({ number, source_id, row_hash, occurrence, rule }) => ({
      kind: "undo",
      source_id,
      row_hash,
      occurrence,
      rule,
      reason: `Takes decision ${decisionId(number)} back.`,
      by: services.user,
      decided_at: now,
    })),
  );
  return made.length;
}

/** True if a later decision about the same rule and row has replaced this one. */
function isReplaced(all: readonly Decision[], made: Decision): boolean {
  const same = (other: Decision): boolean =>
    other.number > made.number && other.rule === made.rule && rowKey(other) === rowKey(made);
  return made.kind !== "waive" || all.some(same);
}

/** Takes a waive back from the next run on. An expired or replaced one stays as it is: `undone` is false. */
export const undo: Handler<"quarantine", "undo"> =
  (services) =>
  async ({ decision_id }) => {
    const all = await services.decisions.all();
    const made = all.find((one) => decisionId(one.number) === decision_id.padStart(6, "0"));
    if (!made) {
      throw new AppError("not_found", `There is no decision ${decision_id}.`, {
        hint: "`quarantine show` lists the decisions about a row.",
      });
    }
    const now = services.clock.now().toISOString();
    const expired = activeDecisions([made], now.slice(0, 10)).length === 0;
    const undone = !isReplaced(all, made) && !expired;
    if (undone) {
      await undoDecisions(services, [made.number]);
      noteChange(services, {
        area: "waiver",
        text: `Decision ${decisionId(made.number)} on the rule "${made.rule.replaceAll("_", " ")}" was taken back.`,
        undo: null,
      });
    }
    return { decision_id: decisionId(made.number), undone };
  };
