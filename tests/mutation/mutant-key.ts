/** What tells one mutant from another. */
export interface MutantPlace {
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
}

function pathOf({ fileName }: MutantPlace): string {
  return fileName.replaceAll("\\", "/").replace(/^.*\/(?=pipeline\/(domain|app)\/)/, "");
}

/** The same text for the same mutant, whether its file stands in the project or in Stryker's copy of it. */
export function mutantKey(mutant: MutantPlace): string {
  const { location, mutatorName, replacement } = mutant;
  const { start, end } = location;
  const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
  return `${pathOf(mutant)} ${place} ${mutatorName} ${replacement ?? ""}`;
}

/**
 * The place as Stryker's `mutate` takes it, path:line:column-line:column: lines from 1, columns from 0, where places
 * inside Stryker count both from 0.
 */
export function mutantRange(mutant: MutantPlace): string {
  const { start, end } = mutant.location;
  return `${pathOf(mutant)}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
}

/** The mutant of a report, whose places count from 1, with places as inside Stryker. */
export function fromReport<Mutant extends MutantPlace>(mutant: Mutant): Mutant {
  const { start, end } = mutant.location;
  return {
    ...mutant,
    location: {
      start: { line: start.line - 1, column: start.column - 1 },
      end: { line: end.line - 1, column: end.column - 1 },
    },
  };
}
