import { LANES, type Lane } from "./lanes.ts";

type Search = Readonly<Record<string, unknown>>;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;
const date = (value: unknown): string | undefined =>
  typeof value === "string" && DATE.test(value) ? value : undefined;

/** What the flow shows: the chosen node, unfolded lanes, and the days being chosen to repeat. */
export interface NowSearch {
  readonly node?: string;
  readonly open?: readonly Lane[];
  readonly repeat?: true;
  readonly from?: string;
  readonly to?: string;
}
export function readNowSearch(search: Search): NowSearch {
  const node = text(search["node"]);
  const wanted = Array.isArray(search["open"]) ? search["open"] : [];
  const open = LANES.filter((lane) => wanted.includes(lane));
  const from = date(search["from"]);
  const to = date(search["to"]);
  return {
    ...(node !== undefined && { node }),
    ...(open.length > 0 && { open }),
    ...(search["repeat"] === true && { repeat: true as const }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

export interface HistorySearch {
  readonly q?: string;
}
export function readHistorySearch(search: Search): HistorySearch {
  const q = text(search["q"]);
  return q === undefined ? {} : { q };
}

export interface RunSearch {
  readonly log?: "attention";
}
export function readRunSearch(search: Search): RunSearch {
  return search["log"] === "attention" ? { log: "attention" } : {};
}

export const WINDOWS = [30, 60, 180] as const;
export interface CalendarSearch {
  readonly days?: (typeof WINDOWS)[number];
}
export function readCalendarSearch(search: Search): CalendarSearch {
  const days = WINDOWS.find((one) => one === search["days"]);
  return days === undefined ? {} : { days };
}
