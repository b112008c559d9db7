import { mappedEntities } from "#app/sources/summary.ts";
import type { Facts, SourceFacts } from "#app/overview/facts.ts";
import type { PipelineGraph } from "#contract/pipeline.ts";
import { counted, findingSentence } from "#domain/quality/sentences.ts";
import { tableWords } from "#domain/quality/table-words.ts";
import type { Model } from "#models/load.ts";
import { entitiesBehind, type Inputs } from "./model-inputs.ts";

type State = Pick<PipelineGraph["nodes"][number], "state" | "note">;

const OK: State = { state: "ok", note: null };

/** What the newest run found out about a source. */
export function sourceState(facts: Facts, { source, batches, held }: SourceFacts): State {
  if (held && !held.accepted) return { state: "held", note: held.text };
  if (batches.length === 0) return { state: "new", note: "Not read yet: the next run reads it." };
  const read = facts.result?.layers.bronze[source.id];
  const parts = read
    ? [
        [read.rows_new, "new"],
        [read.rows_changed, "changed"],
        [read.rows_deleted, "gone"],
      ].filter(([rows]) => Number(rows) > 0)
    : [];
  if (parts.length === 0) return OK;
  const text = parts.map(([rows, word]) => `${Number(rows).toLocaleString("en-US")} ${word}`);
  return { state: "changed", note: `Rows of the last run: ${text.join(", ")}.` };
}

/** Entities some source is mapped onto. */
export function connectedEntities({ sources }: Facts): ReadonlySet<string> {
  return new Set(sources.flatMap(({ mapping }) => mappedEntities(mapping)));
}

/** What the newest build says about a table: the worst that is true of it. */
export function modelState(facts: Facts, inputs: Inputs, model: Model): State {
  const { build } = facts;
  const missing = missingEntities(facts, inputs, model);
  if (missing !== null) return { state: "not_applicable", note: missing };
  if (!build || !(model.table in build.rows)) {
    return { state: "new", note: "Made by the next run." };
  }
  const failed = failedCheck(facts, model.table);
  if (failed !== null) return { state: "failed", note: failed };
  const aside = build.rows[`quarantine.${model.name}`] ?? 0;
  if (model.layer === "silver" && aside > 0) {
    const { one, many } = tableWords(model.name);
    const text = `${aside.toLocaleString("en-US")} ${aside === 1 ? `${one} is` : `${many} are`} set aside.`;
    return { state: "set_aside", note: text };
  }
  const written = build.fingerprints[model.table]?.startsWith(`${build.build_id} `) === true;
  return written && build.parent !== null && facts.run?.build_id === build.build_id
    ? { state: "changed", note: "The last run changed it." }
    : OK;
}

function failedCheck({ checked }: Facts, table: string): string | null {
  const failed = (checked?.quality.results ?? []).filter(
    (result) => result.table === table && result.status === "failed",
  );
  const [first] = failed;
  if (!first) return null;
  const more = failed.length > 1 ? ` ${counted(failed.length - 1, "more check")} failed.` : "";
  return `${findingSentence(first)}${more}`;
}

/** An entity without a source leaves its models empty, which is no fault. */
function missingEntities(facts: Facts, inputs: Inputs, model: Model): string | null {
  const connected = connectedEntities(facts);
  const behind = [...entitiesBehind(inputs, model.table)];
  const own = model.layer === "silver" ? [model.name] : behind;
  const missing = own.filter((entity) => !connected.has(entity));
  if (missing.length === 0) return null;
  const empty = (facts.build?.rows[model.table] ?? 0) === 0;
  if (model.layer !== "silver" && !empty) return null;
  if (model.layer !== "silver" && facts.build === null && missing.length < own.length) return null;
  return `No ${missing.map((entity) => tableWords(entity).many).join(", no ")} connected.`;
}
