import { join, resolve } from "node:path";

const FLAG = "--workspace";

/** The folder a command line names, absolute; null when it names none. */
export function askedWorkspace(argv: readonly string[], from: string): string | null {
  for (const [index, word] of argv.entries()) {
    const value = word.startsWith(`${FLAG}=`)
      ? word.slice(FLAG.length + 1)
      : word === FLAG
        ? (argv[index + 1] ?? "")
        : "";
    if (value !== "" && !value.startsWith("-")) return resolve(from, value);
  }
  return null;
}

/**
 * The workspace this start is about: the one that was asked for, else the last one, else a folder of our
 * own among the person's documents, which exists only once something is put there.
 */
export function chooseWorkspace(options: {
  readonly argv: readonly string[];
  readonly from: string;
  readonly remembered: string | null;
  readonly documents: string;
}): string {
  const asked = askedWorkspace(options.argv, options.from);
  return asked ?? options.remembered ?? join(options.documents, "Medallion");
}

/** The same command line for another folder. */
export function withWorkspace(argv: readonly string[], folder: string): readonly string[] {
  const others = argv.filter(
    (word, index) =>
      word !== FLAG &&
      !word.startsWith(`${FLAG}=`) &&
      !(argv[index - 1] === FLAG && word[0] !== "-"),
  );
  return [...others, `${FLAG}=${folder}`];
}
