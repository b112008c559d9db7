/** How many checks Snowflake was asked, and those that fail there. */
export interface CloudChecks {
  readonly asked: number;
  readonly failing: {
    readonly check: string;
    readonly severity: string;
    readonly rows: number;
  }[];
}

interface Brought {
  readonly checks: Pick<CloudChecks, "failing"> | null;
  readonly verdicts: readonly { readonly table: string; readonly identical: boolean }[];
}

interface HeldThere {
  readonly kind: "target";
  readonly severity: "error";
  readonly text: string;
  readonly action: string;
  readonly count: number;
}

/** Why a build is not published there: one finding for checks that fail there and one for tables that differ; none: it may be published. */
export function heldThere({ checks, verdicts }: Brought): readonly HeldThere[] {
  const failing = (checks?.failing ?? []).filter(({ severity }) => severity === "error");
  const different = verdicts.filter(({ identical }) => !identical);
  return [
    ...held(
      "Checks that guard publishing fail on Snowflake",
      failing.map(({ check, rows }) => `${check} (${rows})`),
      "Compare the tables with `--verify`, then run again.",
    ),
    ...held(
      "Tables on Snowflake are not the same as on this computer",
      different.map(({ table }) => table),
      "Look at the keys that differ, then bring it there with `run --full --target snowflake`.",
    ),
  ];
}

function held(what: string, names: readonly string[], action: string): readonly HeldThere[] {
  if (names.length === 0) return [];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  const text = `${what}: ${names.slice(0, 5).join(", ")}${more}. Nothing was published there.`;
  return [{ kind: "target", severity: "error", text, action, count: names.length }];
}
