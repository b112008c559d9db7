import type { SourceSummary } from "#contract/sources.ts";

/** Every word must be found in the name, the path or what the source feeds. */
export function matching(
  sources: readonly SourceSummary[],
  filter: string,
): readonly SourceSummary[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return sources.filter((source) => {
    const text = [source.name, source.origin.path, ...source.entities].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The name itself, or with the smallest number that is free: `orders`, `orders 2`. */
export function freeName(name: string, sources: readonly SourceSummary[]): string {
  const taken = new Set(
    sources.filter(({ state }) => state !== "removed").map((source) => source.name),
  );
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name} ${number}`;
  return free;
}
