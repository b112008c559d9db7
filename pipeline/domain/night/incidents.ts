/** Something that is wrong tonight, before anybody was told. */
export interface Trouble {
  /** Equal for everything that has one root cause. */
  readonly cause: string;
  readonly title: string;
  readonly text: string;
  /** Sources, checks or reports it touches. */
  readonly affects: readonly string[];
  /** Screen of the console that helps. */
  readonly screen: string;
  /** What has to be seen working before it is over; absent: what it touches. */
  readonly about?: readonly string[];
  /** Whatever it touches later has the same root: an account, a service. Else that is an incident of its own. */
  readonly shared?: boolean;
}

export interface Incident extends Trouble {
  readonly id: string;
  readonly since: string;
  /** Null while it is open. */
  readonly healed_at: string | null;
  readonly told_at: string | null;
  readonly muted: { readonly reason: string; readonly until: string } | null;
  /** Times it came back soon after it was over: then it has to stay away for some days. */
  readonly again?: number;
  /** Since when nothing of it was seen, while that is not yet believed. */
  readonly fine_since?: string | null;
}

export interface Message {
  readonly kind: "new" | "all_clear";
  readonly incident: string;
  readonly title: string;
  readonly text: string;
  readonly screen: string;
  /** Address that opens the screen; absent where the console's address is not known. */
  readonly link?: string;
}

export interface IncidentBook {
  readonly incidents: readonly Incident[];
  /** Instants at which messages went out; what is new always goes, the rest keeps to two a day. */
  readonly told: readonly string[];
}

export const EMPTY_BOOK: IncidentBook = { incidents: [], told: [] };
const DAILY_LIMIT = 2;
const DAY = 86_400_000;
/** What comes back within this time is the same incident, and not over before it stays away for that one. */
const SOON = 7 * DAY;
const STAYS_AWAY = 1.5 * DAY;

/** Troubles of one root cause are one. */
export function collapse(troubles: readonly Trouble[]): Trouble[] {
  const byCause = new Map<string, Trouble>();
  for (const trouble of troubles) {
    const known = byCause.get(trouble.cause);
    byCause.set(trouble.cause, known ? joined(known, trouble) : trouble);
  }
  return [...byCause.values()];
}

const union = (a: readonly string[] = [], b: readonly string[] = []): string[] => [
  ...new Set([...a, ...b]),
];
const aboutOf = ({ about, affects }: Trouble): readonly string[] => about ?? affects;

function joined<T extends Trouble>(known: T, more: Trouble): T {
  const about = union(aboutOf(known), aboutOf(more));
  return { ...known, affects: union(known.affects, more.affects), about };
}

/** The same root: the same cause, of the same things or of something they share. */
const continues = (incident: Incident, trouble: Trouble): boolean =>
  incident.cause === trouble.cause &&
  (trouble.shared === true ||
    trouble.affects.length === 0 ||
    trouble.affects.some((name) => incident.affects.includes(name)));

/**
 * What to tell, and the book as it is once that was told.
 * @param troubles each of one source, check or step.
 * @param unproven what could not be seen working tonight: nothing about it is over.
 */
export function tell(
  book: IncidentBook,
  troubles: readonly Trouble[],
  now: string,
  unproven: readonly string[] = [],
): { readonly messages: readonly Message[]; readonly book: IncidentBook } {
  const doubted = new Set([...troubles.flatMap(aboutOf), ...unproven]);
  const messages: Message[] = [];
  const told = book.told.filter((at) => Date.parse(now) - Date.parse(at) < DAY);
  const say = (message: Message): void => {
    messages.push(message);
    told.push(now);
  };
  const left = new Set(troubles);
  const open = book.incidents
    .filter(({ healed_at }) => healed_at === null)
    .map((incident) => {
      const same = [...left].filter((trouble) => continues(incident, trouble));
      for (const trouble of same) left.delete(trouble);
      if (same.length === 0) return resting(incident, doubted, now);
      const text = same[0]!.text;
      return { ...same.reduce<Incident>(joined, incident), text, fine_since: null };
    });
  const fresh = collapse([...left]).map((trouble) => ({
    trouble,
    old: recent(book, trouble, now),
  }));
  const reopened = new Set(fresh.map(({ old }) => old?.id));
  let number = Math.max(0, ...book.incidents.map(({ id }) => Number(id.slice(1))));
  const begun = fresh.map(({ trouble, old }): Incident => {
    const open = { ...trouble, healed_at: null, told_at: null };
    if (old) return { ...old, ...open, again: (old.again ?? 0) + 1, fine_since: null };
    number += 1;
    return { ...open, id: `i${String(number).padStart(4, "0")}`, since: now, muted: null };
  });
  const incidents = [...open, ...begun].map((one) => settle(one, now, told.length, say));
  const closed = book.incidents.filter((one) => one.healed_at !== null && !reopened.has(one.id));
  return { messages, book: { incidents: [...closed.slice(-100), ...incidents], told } };
}

/** Nothing of it was seen tonight: over, unless that proves nothing or it came back before. */
function resting(incident: Incident, doubted: ReadonlySet<string>, now: string): Incident {
  const open = aboutOf(incident).filter((one) => doubted.has(one)).length;
  // One source that was read proves an account or a service; else each has to be seen working.
  const proven = incident.shared === true ? open < aboutOf(incident).length : open === 0;
  if (!proven) return incident;
  const fine_since = incident.fine_since ?? now;
  const restless =
    (incident.again ?? 0) > 0 && Date.parse(now) - Date.parse(fine_since) < STAYS_AWAY;
  return { ...incident, fine_since, healed_at: restless ? null : now };
}

/** The incident that was over not long ago and is back. */
const recent = (book: IncidentBook, trouble: Trouble, now: string): Incident | undefined =>
  book.incidents.findLast(
    (one) =>
      one.healed_at !== null &&
      Date.parse(now) - Date.parse(one.healed_at) < SOON &&
      continues(one, trouble),
  );

function settle(
  incident: Incident,
  now: string,
  told_today: number,
  say: (message: Message) => void,
): Incident {
  const { id, title, screen, affects, text, muted, healed_at, told_at } = incident;
  if (muted !== null && muted.until > now) return incident;
  if (healed_at === null && told_at === null) {
    const touched = affects.length > 0 ? ` It touches ${affects.join(", ")}.` : "";
    const back = (incident.again ?? 0) > 0 ? "Again: " : "";
    say({ kind: "new", incident: id, title: `${back}${title}`, text: `${text}${touched}`, screen });
    return { ...incident, muted: null, told_at: now };
  }
  if (healed_at === null || told_at === null) return { ...incident, muted: null };
  // It can wait: it stays in the book as open until there is room to say it.
  if (told_today >= DAILY_LIMIT) return { ...incident, healed_at: null };
  say({
    kind: "all_clear",
    incident: id,
    title: `All clear: ${title}`,
    text: "It works again.",
    screen,
  });
  return incident;
}
