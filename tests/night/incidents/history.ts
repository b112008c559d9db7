/**
 * Ninety nights of a shop in which things break and heal, with the truth about it. Imports nothing of the
 * product: what sources and steps say is worded here as a person saw it on the screen.
 */

const NAMES = [
  "Orders",
  "Order lines",
  "Customers",
  "Payments",
  "Shipments",
  "Products",
  "Reviews",
  "Refunds 2026",
  "Stock (Berlin)",
  "Prices",
  "Newsletter",
  "Returns",
];
const ACCOUNTS = ["marta@shop.example", "jan@shop.example"];

type Kind =
  | "sign-in"
  | "permission"
  | "network"
  | "limit"
  | "file"
  | "column"
  | "shrunk"
  | "disk"
  | "engine"
  | "check"
  | "moved";

/** One root cause, however many sources it stops and for however many nights. */
export interface Truth {
  readonly number: number;
  readonly kind: Kind;
  /** Sources it stops; none for what stops the whole run. */
  readonly sources: readonly string[];
  readonly from: number;
  readonly until: number;
  /** It comes and goes: every other night it is not there. */
  readonly flaps: boolean;
  /** First night on which it can be seen; null when something else always stood in front of it. */
  seen: number | null;
  /** First night after it on which everything it touched was seen working; null when there is none. */
  over: number | null;
}

export interface Seen {
  readonly night: number;
  readonly at: string;
  /** Source → what is said of it, null when it was read. */
  readonly sources: Readonly<
    Record<string, { text: string; action: string; transient: boolean } | null>
  >;
  readonly outcome: "published" | "waiting" | "held" | "failed";
  readonly reasons: readonly string[];
  readonly failed: { readonly step: string; readonly text: string } | null;
}

export interface History {
  readonly truths: readonly Truth[];
  readonly nights: readonly Seen[];
}

/** In this order one hides the other. */
const SOURCE_KINDS: readonly Kind[] = [
  "network",
  "limit",
  "sign-in",
  "permission",
  "file",
  "column",
  "shrunk",
];

function dice(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export function history(seed: number, days = 90): History {
  const random = dice(Math.imul(seed, 0x9e3779b1) + 12_345);
  for (let warm = 0; warm < 20; warm += 1) random();
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const accountOf = new Map(NAMES.slice(0, 8).map((name, index) => [name, ACCOUNTS[index % 2]!]));
  const sheets = [...accountOf.keys()];
  const truths: Truth[] = [];
  const begin = (
    kind: Kind,
    sources: readonly string[],
    from: number,
    nights: number,
    flaps = false,
  ) =>
    truths.push({
      number: truths.length + 1,
      kind,
      sources,
      from,
      until: Math.min(days, from + nights),
      flaps,
      seen: null,
      over: null,
    });
  const length = (most: number): number => 1 + Math.floor(random() * most);
  const free = (name: string, night: number): boolean =>
    !truths.some((one) => one.sources.includes(name) && one.from <= night && night < one.until + 9);
  for (let night = 1; night < days - 4; night += 1) {
    // Two outages of one network without a good night between them are one.
    const past = (kind: Kind): boolean =>
      !truths.some((one) => one.kind === kind && one.until + 2 > night);
    if (random() < 0.02 && past("network")) begin("network", sheets, night, length(2));
    if (random() < 0.02 && past("limit")) begin("limit", sheets.slice(0, 3), night, 1);
    if (random() < 0.02) {
      const account = pick(ACCOUNTS);
      const of = sheets.filter((name) => accountOf.get(name) === account);
      const known = truths.some(
        (t) => t.kind === "sign-in" && t.sources[0] === of[0] && t.until + 9 > night,
      );
      if (!known) begin("sign-in", of, night, length(6));
    }
    for (const [kind, chance, names] of [
      ["permission", 0.04, sheets],
      ["file", 0.04, NAMES.slice(8)],
      ["column", 0.05, NAMES],
      ["shrunk", 0.05, NAMES],
    ] as const) {
      const name = pick(names);
      if (random() < chance && free(name, night)) {
        begin(kind, [name], night, length(7), random() < 0.06);
      }
    }
    for (const [kind, chance] of [
      ["disk", 0.015],
      ["engine", 0.01],
      ["check", 0.03],
      ["moved", 0.03],
    ] as const) {
      const open = truths.some((one) => one.sources.length === 0 && one.until + 9 > night);
      if (random() < chance && !open) begin(kind, [], night, length(3));
    }
  }
  const nights = Array.from({ length: days }, (_, night) => see(night, truths, accountOf));
  for (const truth of truths) truth.over = overAt(truth, truths, nights);
  return { truths, nights };
}

const active = (truth: Truth, night: number): boolean =>
  truth.from <= night && night < truth.until && !(truth.flaps && (night - truth.from) % 2 === 1);

function see(
  night: number,
  truths: readonly Truth[],
  accountOf: ReadonlyMap<string, string>,
): Seen {
  const now = truths.filter((truth) => active(truth, night));
  const note = (truth: Truth): Truth => {
    truth.seen ??= night;
    return truth;
  };
  const run = now.find(({ kind }) => kind === "disk" || kind === "engine");
  const sources: Record<string, Seen["sources"][string]> = {};
  for (const name of NAMES) {
    const stopping = SOURCE_KINDS.map((kind) =>
      now.find((truth) => truth.kind === kind && truth.sources.includes(name)),
    ).find((truth) => truth !== undefined);
    sources[name] = stopping ? said(note(stopping).kind, name, accountOf.get(name), night) : null;
  }
  const base = { night, at: new Date(Date.UTC(2026, 0, 5 + night, 3, 45)).toISOString(), sources };
  if (run) {
    const text =
      note(run).kind === "disk"
        ? `The disk is full: ${312 + night} MB are free, the run needs 900 MB.`
        : "The engine ended without a word.";
    return { ...base, outcome: "failed", reasons: [], failed: { step: "run", text } };
  }
  const guard = now.find(({ kind }) => kind === "check");
  const moved = now.find(({ kind }) => kind === "moved");
  const held = Object.entries(sources).flatMap(([name, one]) => (one ? [name] : []));
  const waits =
    held.length > 0 ? [`${held.join(", ")} ${held.length === 1 ? "is" : "are"} held.`] : [];
  if (guard) {
    note(guard);
    const reasons = ["The run is held: a check that guards publishing failed.", ...waits];
    return { ...base, outcome: "held", reasons, failed: null };
  }
  if (moved) note(moved);
  const reasons = [
    ...waits,
    ...(moved ? [`Revenue moved by ${20 + (night % 7)}.5 %; your limit is 5 %.`] : []),
  ];
  return { ...base, outcome: reasons.length > 0 ? "waiting" : "published", reasons, failed: null };
}

function said(kind: Kind, name: string, account = "", night = 0): Seen["sources"][string] {
  const make = (text: string, action: string, transient = false) => ({ text, action, transient });
  switch (kind) {
    case "network":
      return make(
        `Google could not be reached, so ${name} was not read.`,
        "Check the network.",
        true,
      );
    case "limit":
      return make(
        `Google is refusing more requests for now, so ${name} was not read.`,
        "Nothing to do: the next run tries again.",
        true,
      );
    case "sign-in":
      return make(`Google no longer accepts the sign-in of ${account}.`, "Sign in again.");
    case "permission":
      return make(`We cannot open ${name}.`, `Share it as Viewer with ${account}.`);
    case "file":
      return make(`/data/exports/${name}.csv is not there.`, "Put it back, or change the source.");
    case "column":
      return make(
        `${name} has no column "Amount" any more.`,
        "Map the column that took its place.",
      );
    default:
      return make(
        `${name} has ${900 - night} rows; the last read had ${4000 + night}.`,
        "Look at it.",
      );
  }
}

/** The first night after its end on which everything it touched was read, or the run reached its end. */
function overAt(truth: Truth, truths: readonly Truth[], nights: readonly Seen[]): number | null {
  if (truth.seen === null) return null;
  const whole = (night: Seen): boolean => {
    if (night.outcome === "failed") return false;
    if (truth.kind === "check" || truth.kind === "moved") {
      return (
        night.outcome !== "held" &&
        !truths.some((t) => t.kind === "moved" && active(t, night.night))
      );
    }
    return truth.sources.every((name) => night.sources[name] === null);
  };
  return nights.find((night) => night.night >= truth.until && whole(night))?.night ?? null;
}
