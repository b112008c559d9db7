import { bigqueryScripts } from "./bigquery.ts";
import type { HandoverTarget } from "./place.ts";
import { redshiftScripts } from "./redshift.ts";
import type { Handover, HandoverFile } from "./table.ts";

/** Scripts to run in the order of their names. @throws AppError `bad_input` for a column no type fits. */
export function handoverScripts(
  target: HandoverTarget,
  handover: Handover,
): readonly HandoverFile[] {
  return target === "redshift" ? redshiftScripts(handover) : bigqueryScripts(handover);
}

/** The files a version needs, where they are and where they are expected, one line each. */
export function objectsFile(
  { tables, objects }: Pick<Handover, "tables" | "objects">,
  placeOf: (schema: string, name: string, sha256: string) => string,
): HandoverFile {
  const lines = tables.map(
    ({ schema, name, sha256 }) => `${placeOf(schema, name, sha256)}\t${objects}/${sha256}\n`,
  );
  const distinct = [...new Set(lines)];
  return { name: "objects.tsv", text: distinct.join("") };
}
