/** Every colour of the window, once per theme. Tested for contrast and for colour-blind eyes. */

const light = {
  page: "#F6F7F9",
  surface: "#FFFFFF",
  overlay: "#FFFFFF",
  ink: "#16191F",
  muted: "#555D69",
  hairline: "#DFE3E8",
  edge: "#7D8693",
  hover: "#EEF1F5",

  good: "#097971",
  "good-tint": "#EAF7F5",
  warn: "#A9540B",
  "warn-tint": "#FDF0E3",
  broken: "#951A1A",
  "broken-tint": "#FBEAE9",
  act: "#2148C4",
  "act-hover": "#1B3A9E",
  "act-tint": "#E9EFFC",
  "act-text": "#FFFFFF",
  unknown: "#4B5058",
  "unknown-tint": "#ECEEF1",

  bronze: "#885B49",
  silver: "#7A8B9B",
  gold: "#A48508",

  "series-1": "#4B45B4",
  "series-2": "#3395B6",
  "series-3": "#4D3054",
  "series-4": "#929014",
  "series-other": "#7D8693",

  "ramp-1": "#E6EDFB",
  "ramp-2": "#B9CDF5",
  "ramp-3": "#7FA3EA",
  "ramp-4": "#4470D6",
  "ramp-5": "#1B3A9E",
} as const;

export type TokenName = keyof typeof light;
export type Tokens = Readonly<Record<TokenName, string>>;

const dark: Tokens = {
  page: "#111317",
  surface: "#191C22",
  overlay: "#22262E",
  ink: "#ECEEF2",
  muted: "#A3ABB8",
  hairline: "#2E343E",
  edge: "#727B8A",
  hover: "#22262E",

  good: "#48DCC6",
  "good-tint": "#12322F",
  warn: "#F5AE55",
  "warn-tint": "#3A2A14",
  broken: "#F0695F",
  "broken-tint": "#3D1C1B",
  act: "#6EA2FA",
  "act-hover": "#8DB6FC",
  "act-tint": "#1B2A4A",
  "act-text": "#111317",
  unknown: "#929CAB",
  "unknown-tint": "#272B33",

  bronze: "#A76A4F",
  silver: "#9FAFBE",
  gold: "#F0E070",

  "series-1": "#A3BCF8",
  "series-2": "#1F93E2",
  "series-3": "#B2468A",
  "series-4": "#7B7918",
  "series-other": "#97A1B0",

  "ramp-1": "#1C2740",
  "ramp-2": "#29427C",
  "ramp-3": "#3D66BD",
  "ramp-4": "#6E98EA",
  "ramp-5": "#B4CDFF",
};

export const TOKENS = { light, dark } as const;

/** The CSS variable of a token, e.g. for a chart's `fill`. */
export function token(name: TokenName): string {
  return `var(--${name})`;
}

/** Spaces, in pixels; nothing in between. */
export const SPACES = [4, 8, 12, 16, 24, 32, 48] as const;
