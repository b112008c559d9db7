/** Fixed data with long names, gaps, an unfinished month and a held day. */

const NAMES = [
  "Espresso Machine Barista Pro with Integrated Grinder and Milk Frother, Black",
  "Kaffeemühle",
  "Filter Papers 100 Pieces",
  "Handcrafted Ceramic Mug",
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
  "Beans, Ethiopia 1 kg",
  "Beans, Brazil 1 kg",
  "Milk Jug",
  "Descaler",
  "Travel Cup",
];

const wave = (index: number, size: number): number =>
  Math.round(size * (1 + 0.4 * Math.sin(index * 1.7) + index * 0.05) * 100) / 100;

export const products = NAMES.map((name, index) => ({
  key: String(index),
  name,
  detail: index % 2 ? "Kitchen" : "Coffee",
  value: Math.round(41230 / (index + 1)),
  percent: 30 / (index + 1),
}));

const GROUPS = ["Regular", "VIP", "First-time buyers", "Unknown"];
const CATEGORIES = ["Coffee", "Kitchen", "Home and Living", "Electronics"];
export const groups = {
  rows: GROUPS,
  columns: CATEGORIES,
  cells: GROUPS.flatMap((row, line) =>
    CATEGORIES.map((column, at) => ({ row, column, value: ((line * 7 + at * 11) % 45) + 2 })),
  ),
};

export const months = Array.from({ length: 14 }, (_, index) => {
  const year = 2025 + Math.floor((index + 9) / 12);
  const month = String(((index + 9) % 12) + 1).padStart(2, "0");
  return {
    period: `${year}-${month}-01`,
    a: wave(index, 21000),
    b: wave(index + 3, 14000),
    value: 78 + Math.round(Math.sin(index) * 400) / 100,
    count: 300 + index * 12,
    complete: index < 13,
  };
});

export const methods = [
  { key: "1", name: "Express", detail: "410 shipments", median: 1.2, p90: 2.5, mean: 1.5 },
  { key: "2", name: "Standard", detail: "5,120 shipments", median: 3, p90: 6.4, mean: 3.7 },
  { key: "3", name: "Pick-up point", detail: "12 shipments", median: 4, p90: 11, mean: 5.4 },
].map((method, index) => ({ ...method, extra: [`${96 - index * 9}%`, `€${3 + index}.90`] }));

export const delays = [
  { name: "2 days early or more", rating: 4.71, count: 310 },
  { name: "On time", rating: 4.52, count: 2210 },
  { name: "1 to 2 days late", rating: 3.9, count: 402 },
  { name: "3 to 7 days late", rating: 3.1, count: 120 },
  { name: "Over a week late", rating: 2.2, count: 31 },
];

export const drivers = [
  { key: "a", name: "Damaged on arrival", value: 0.31 },
  { key: "b", name: "Late delivery", value: 0.22 },
  { key: "c", name: "Wrong colour", value: 0.05 },
];

export const days = Array.from({ length: 60 }, (_, index) => ({
  day: new Date(Date.UTC(2026, 8, 20 + index)).toISOString().slice(0, 10),
  values: [wave(index % 9, 1400), Math.round(wave(index % 7, 18))],
  means: index < 6 ? [null, null] : [wave(4, 1400) + index * 8, wave(3, 18)],
  complete: index < 59,
  held: index === 40,
}));

export const paymentParts = [
  { name: "Succeeded", colour: "series-1", text: "surface" },
  { name: "Refunded", colour: "ramp-3", text: "ink" },
  { name: "Failed", colour: "broken", text: "surface" },
] as const;
export const payments = ["Card", "PayPal", "Bank transfer"].map((name, index) => ({
  key: name,
  name,
  percents: [88 - index * 20, 9 + index * 10, 3 + index * 10],
  counts: [880, 90, 30],
  end: `€${(120 - index * 30).toString()},300`,
}));

export const trends = NAMES.map((name, index) => ({
  key: String(index),
  name,
  values: months.map((_, at) => wave(at + index, 900)),
  recent: 4000 - index * 300,
  change: 1200 - index * 260,
  percent: index === 9 ? null : 30 - index * 7,
}));

export const scores = {
  rows: ["5", "4", "3", "2", "1"],
  columns: ["1", "2", "3", "4", "5"],
  cells: ["5", "4", "3", "2", "1"].flatMap((row, line) =>
    ["1", "2", "3", "4", "5"].map((column, at) => ({ row, column, value: (5 - line) * at * 13 })),
  ),
};

export const cohorts = months.slice(0, 10).map(({ period }, index) => ({
  month: period,
  size: 120 + index * 9,
  retention: Array.from({ length: 11 - index }, (_, at) => (at === 0 ? 100 : 22 - at * 1.6)),
}));

export const stock = [
  { state: "out", stateName: "out of stock", days: 0, reorderDays: 14, onHand: 0 },
  { state: "reorder", stateName: "reorder", days: 6, reorderDays: 14, onHand: 12 },
  { state: "fine", stateName: "fine", days: 44, reorderDays: 20, onHand: 130 },
  { state: "fine", stateName: "fine", days: 88, reorderDays: null, onHand: 400 },
  { state: "slow", stateName: "slow mover", days: null, reorderDays: null, onHand: 40 },
].map((bar, index) => ({ ...bar, key: String(index), name: NAMES[index]! })) as readonly {
  readonly key: string;
  readonly name: string;
  readonly state: "out" | "reorder" | "slow" | "fine";
  readonly stateName: string;
  readonly days: number | null;
  readonly reorderDays: number | null;
  readonly onHand: number;
}[];

export const rated = NAMES.map((name, index) => ({
  key: String(index),
  name,
  x: [40, 22, 31, 260, 18, 60, 44, 25, 33, 51][index]!,
  y: [4.2, 4.4, 3.9, 4.6, 4.1, 4.3, 4.0, 4.5, 2.4, 4.2][index]!,
}));

export const scoresOverTime = Array.from({ length: 20 }, (_, index) => ({
  at: new Date(Date.UTC(2026, 10, 1 + index, 2, 30)).toISOString(),
  value: index === 7 ? null : 94 + (index % 5),
}));

export const bins = Array.from({ length: 16 }, (_, index) => ({
  from: String(index * 10),
  to: String(index * 10 + 10),
  rows: (index * 37) % 101,
}));
