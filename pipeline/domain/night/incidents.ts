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
}

export interface Incident extends Trouble {
  readonly id: string;
  readonly since: string;
  /** Null while it is open. */
  readonly healed_at: string | null;
  readonly told_at: string | null;
  readonly muted: { readonly reason: string; readonly until: string } | null;
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

/** Troubles of one root cause are one. */
export function collapse(troubles: readonly Trouble[]): Trouble[] {
  const byCause = new Map<string, Trouble>();
  for (const trouble of troubles) {
    const known = byCause.get(trouble.cause);
    const affects = [...new Set([...(known?.affects ?? []), ...trouble.affects])];
    byCause.set(trouble.cause, { ...(known ?? trouble), affects });
  }
  return [...byCause.values()];
}

/** What to tell, and the book as it is once that was told. */
export function tell(
  book: IncidentBook,
  troubles: readonly Trouble[],
  now: string,
): { readonly messages: readonly Message[]; readonly book: IncidentBook } {
  const current = new Map(collapse(troubles).map((trouble) => [trouble.cause, trouble]));
  const messages: Message[] = [];
  const told = book.told.filter((at) => Date.parse(now) - Date.parse(at) < DAY);
  const say = (message: Message): void => {
    messages.push(message);
    told.push(now);
  };
  const kept = book.incidents
    .filter(({ healed_at }) => healed_at === null)
    .map((incident) => {
      const trouble = current.get(incident.cause);
      current.delete(incident.cause);
      return trouble ? { ...incident, ...trouble } : { ...incident, healed_at: now };
    });
  let number = Math.max(0, ...book.incidents.map(({ id }) => Number(id.slice(1))));
  for (const trouble of current.values()) {
    number += 1;
    const id = `i${String(number).padStart(4, "0")}`;
    kept.push({ ...trouble, id, since: now, healed_at: null, told_at: null, muted: null });
  }
  const incidents = kept.map((incident) => settle(incident, now, told.length, say));
  const closed = book.incidents.filter(({ healed_at }) => healed_at !== null).slice(-100);
  return { messages, book: { incidents: [...closed, ...incidents], told } };
}

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
    say({ kind: "new", incident: id, title, text: `${text}${touched}`, screen });
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
