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

/** The same text for the same mutant, whether its file stands in the project or in Stryker's copy of it. */
export function mutantKey({ fileName, location, mutatorName, replacement }: MutantPlace): string {
  const path = fileName.replaceAll("\\", "/").replace(/^.*\/(?=pipeline\/(domain|app)\/)/, "");
  const { start, end } = location;
  const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
  return `${path} ${place} ${mutatorName} ${replacement ?? ""}`;
}
