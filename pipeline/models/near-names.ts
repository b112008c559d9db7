function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

const afterDot = (name: string): string => name.slice(name.indexOf(".") + 1);

/** Up to two known names that somebody who wrote `name` probably meant, the nearest first. */
export function nearest(name: string, known: readonly string[]): readonly string[] {
  return known
    .map((candidate) => {
      const sameName = afterDot(candidate) === afterDot(name);
      return { candidate, far: sameName ? 0 : distance(name, candidate) };
    })
    .filter(({ candidate, far }) => far <= Math.max(2, candidate.length / 4))
    .sort((a, b) => a.far - b.far || a.candidate.localeCompare(b.candidate))
    .slice(0, 2)
    .map(({ candidate }) => candidate);
}
