import { ENTITY_NAMES, type EntityName } from "#contract/entities.ts";
import type { Proposal, SourceInput } from "#contract/sources.ts";

type Question = Proposal["questions"][number];
type Format = NonNullable<SourceInput["formats"]>[number]["format"];

/** One way to answer an open question, ready to become part of the answers. */
export type Answer =
  | {
      readonly kind: "map";
      readonly entity: EntityName;
      readonly column: string;
      readonly headers: readonly string[];
    }
  | {
      readonly kind: "format";
      readonly entity: EntityName | null;
      readonly column: string;
      readonly format: Format;
    }
  | { readonly kind: "header_row"; readonly row: number }
  | { readonly kind: "same_keys" }
  | { readonly kind: "key_prefix" };

const isEntity = (text: string): text is EntityName =>
  (ENTITY_NAMES as readonly string[]).includes(text);

/** `orders.order_id` → its parts; a header with a dot in it is no address. */
export function splitAddress(text: string): { entity: EntityName | null; column: string } {
  const dot = text.indexOf(".");
  const entity = text.slice(0, Math.max(dot, 0));
  return dot > 0 && isEntity(entity)
    ? { entity, column: text.slice(dot + 1) }
    : { entity: null, column: text };
}

/** `--map orders.order_id="A|B"` as the command line quotes it. */
function parseMap(flag: string): Answer | null {
  const match = /^--map ([a-z_]+)\.([a-z_]+)="(.*)"$/s.exec(flag);
  const [, entity, column, quoted] = match ?? [];
  if (entity === undefined || column === undefined || quoted === undefined) return null;
  if (!isEntity(entity)) return null;
  const text = quoted.replaceAll(/\\([\\"$`])/g, "$1");
  return { kind: "map", entity, column, headers: text.split("|") };
}

/** What `--format orders.ordered_at=dmy|mdy` is about. */
function formatTarget(flag: string | null): { entity: EntityName | null; column: string } | null {
  const match = /^--format (.+)=[a-z|]*$/s.exec(flag ?? "");
  return match?.[1] === undefined ? null : splitAddress(match[1]);
}

const FORMATS: readonly string[] = ["iso", "dmy", "mdy", "excel", "point", "comma"];

/** The choices of a question; what cannot be understood is left out, so no wrong button appears. */
export function answersOf(question: Question): readonly Answer[] {
  if (question.kind === "shared_entity") return [{ kind: "same_keys" }, { kind: "key_prefix" }];
  if (question.kind === "unsure_column") {
    return question.options.flatMap((option) => parseMap(option) ?? []);
  }
  if (question.kind === "header_row") {
    return question.options.flatMap((option): Answer[] => {
      const row = Number(/--header-row (\d+)/.exec(option)?.[1]);
      return Number.isInteger(row) ? [{ kind: "header_row", row }] : [];
    });
  }
  const target = formatTarget(question.flag);
  if (question.kind !== "ambiguous_format" || target === null) return [];
  return question.options
    .filter((option) => FORMATS.includes(option))
    .map((format) => ({ kind: "format", ...target, format: format as Format }));
}

/** The column an "is this the …?" question is about, also when no header looks like it. */
export function questionTarget(question: Question): { entity: EntityName; column: string } | null {
  const match = /^--map ([a-z_]+)\.([a-z_]+)=/.exec(question.flag ?? "");
  const [, entity, column] = match ?? [];
  return entity !== undefined && column !== undefined && isEntity(entity)
    ? { entity, column }
    : null;
}
