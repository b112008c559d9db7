import { ENTITIES, type EntityName } from "#domain/entities.ts";
import type { Finding } from "#domain/findings.ts";
import { nearMatches } from "#domain/mapping/headers.ts";
import type { Mapping } from "#domain/workspace.ts";

/** How the columns of a source differ from what its mapping expects and from what was read before. */
export function driftFindings(
  mapping: Mapping,
  headers: readonly string[],
  known: readonly string[],
): readonly Finding[] {
  const present = new Set(headers);
  const mapped = new Set<string>();
  const findings: Finding[] = [];
  for (const [entity, { columns }] of Object.entries(mapping.entities)) {
    for (const [column, wanted] of Object.entries(columns)) {
      for (const header of wanted) {
        mapped.add(header);
        const alias = mapping.header_aliases[header];
        if (present.has(header) || (alias !== undefined && present.has(alias))) continue;
        findings.push(missing(entity as EntityName, column, header, headers, known));
      }
    }
  }
  const before = new Set([...known, ...mapped]);
  for (const header of headers.filter((name) => known.length > 0 && !before.has(name))) {
    findings.push({
      kind: "new_column",
      severity: "info",
      text: `"${header}" is new. It is stored, but nothing uses it yet.`,
    });
  }
  return findings;
}

function missing(
  entity: EntityName,
  column: string,
  header: string,
  headers: readonly string[],
  known: readonly string[],
): Finding {
  const target = ENTITIES[entity].columns.find(({ name }) => name === column);
  const needed = target?.key === true || target?.required === true;
  // A header that is new since the last read is the likelier new name.
  const fresh = headers.filter((name) => !known.includes(name));
  const near = nearMatches(header, fresh.length > 0 ? fresh : headers)[0];
  return {
    kind: "missing_column",
    severity: needed ? "error" : "warn",
    text: needed
      ? `The column "${header}", which holds ${entity}.${column}, is not there any more, so the source cannot be used.`
      : `The column "${header}", which holds ${entity}.${column}, is not there any more, so it stays empty.`,
    action:
      near === undefined
        ? "Put the column back, or map another one."
        : `Put the column back, or map "${near}" if that is its new name.`,
  };
}
