import { AppError } from "#domain/errors.ts";
import type { Macro } from "./model.ts";
import { calledNames, splitStatements } from "./sql-scan.ts";

const STATEMENT = /^create or replace macro ([a-z_][a-z0-9_]*)\s*\(/i;

/**
 * The macros of one file, in file order.
 * @throws AppError `bad_input` when a statement is anything but `create or replace macro`.
 */
export function parseMacros(text: string, path: string): readonly Omit<Macro, "uses">[] {
  return splitStatements(text).map((sql) => {
    const name = STATEMENT.exec(sql)?.[1];
    if (!name) {
      throw new AppError("bad_input", `${path}: "${sql.slice(0, 60)}" is not a macro.`, {
        hint: "A macro file holds only `create or replace macro name(…) as …;` statements.",
      });
    }
    return { name: name.toLowerCase(), path, sql };
  });
}

/**
 * Macros with what they use, used before user.
 * @throws AppError `bad_input` for a name defined twice or macros that call each other in a circle.
 */
export function orderMacros(parsed: readonly Omit<Macro, "uses">[]): readonly Macro[] {
  const byName = new Map<string, Macro>();
  for (const macro of parsed) {
    const earlier = byName.get(macro.name);
    if (earlier) {
      throw new AppError(
        "bad_input",
        `Macro ${macro.name} is defined in ${earlier.path} and in ${macro.path}.`,
        { hint: "Keep one of them." },
      );
    }
    byName.set(macro.name, { ...macro, uses: [] });
  }
  for (const macro of byName.values()) {
    const body = macro.sql.replace(STATEMENT, "(");
    const uses = [...calledNames(body)].filter((name) => byName.has(name)).sort();
    byName.set(macro.name, { ...macro, uses });
  }
  return sortByUse(byName);
}

function sortByUse(byName: ReadonlyMap<string, Macro>): readonly Macro[] {
  const ordered = new Set<Macro>();
  const visit = (macro: Macro, path: readonly string[]): void => {
    if (ordered.has(macro)) return;
    if (path.includes(macro.name)) {
      throw new AppError(
        "bad_input",
        `Macros call each other: ${[...path, macro.name].join(" → ")}.`,
        {
          hint: "Break the circle.",
        },
      );
    }
    for (const used of macro.uses) visit(byName.get(used)!, [...path, macro.name]);
    ordered.add(macro);
  };
  for (const name of [...byName.keys()].sort()) visit(byName.get(name)!, []);
  return [...ordered];
}

/** Names of all macros that SQL texts call, directly or through other macros, in dependency order. */
export function macrosUsed(sqls: readonly string[], macros: readonly Macro[]): readonly Macro[] {
  const wanted = new Set(sqls.flatMap((sql) => [...calledNames(sql)]));
  for (const macro of macros.toReversed()) {
    if (wanted.has(macro.name)) for (const used of macro.uses) wanted.add(used);
  }
  return macros.filter((macro) => wanted.has(macro.name));
}
