import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  rem,
  type VariantColorsResolver,
} from "@mantine/core";
import { SPACES, TOKENS, type Tokens } from "./tokens.ts";

/** The tints Mantine asks for by number; the tokens below decide what is really seen. */
function tuple(colour: string): MantineColorsTuple {
  return Array.from({ length: 10 }, () => colour) as unknown as MantineColorsTuple;
}

const MEANINGS = ["act", "good", "warn", "broken", "unknown"] as const;
type Meaning = (typeof MEANINGS)[number];

function isMeaning(name: string | undefined): name is Meaning {
  return MEANINGS.some((meaning) => meaning === name);
}

/** Buttons and badges take their colours from the tokens, so both themes read well. */
const variantColours: VariantColorsResolver = (input) => {
  const name = input.color ?? "act";
  if (!isMeaning(name)) return defaultVariantColorsResolver(input);
  const colour = `var(--${name})`;
  const tint = `var(--${name}-tint)`;
  switch (input.variant) {
    case "filled":
      return {
        background: colour,
        hover: name === "act" ? "var(--act-hover)" : colour,
        color: "var(--act-text)",
        border: "1px solid transparent",
      };
    case "light":
      return { background: tint, hover: tint, color: colour, border: "1px solid transparent" };
    case "outline":
      return {
        background: "transparent",
        hover: tint,
        color: colour,
        border: `1px solid ${colour}`,
      };
    case "subtle":
    case "transparent":
      return {
        background: "transparent",
        hover: tint,
        color: colour,
        border: "1px solid transparent",
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};

/** Mantine's ladder of dark surfaces in our colours: ink first, then edges, fields, page. */
const DARK = [
  TOKENS.dark.ink,
  TOKENS.dark.ink,
  TOKENS.dark.muted,
  TOKENS.dark.edge,
  TOKENS.dark.edge,
  "#3A414D",
  TOKENS.dark.surface,
  TOKENS.dark.page,
  TOKENS.dark["unknown-tint"],
  TOKENS.dark.page,
] as const satisfies MantineColorsTuple;

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: rem(12), sm: rem(14), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: "1.3334", sm: "1.4286", md: "1.4286", lg: "1.5", xl: "1.4" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: rem(20), lineHeight: "1.4" },
      h2: { fontSize: rem(16), lineHeight: "1.5" },
      h3: { fontSize: rem(14), lineHeight: "1.4286" },
    },
  },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { sm: rem(6), md: rem(6), lg: rem(10) },
  defaultRadius: "md",
  primaryColor: "act",
  colors: {
    act: tuple(TOKENS.light.act),
    good: tuple(TOKENS.light.good),
    warn: tuple(TOKENS.light.warn),
    broken: tuple(TOKENS.light.broken),
    unknown: tuple(TOKENS.light.unknown),
    dark: DARK,
  },
  variantColorResolver: variantColours,
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "unknown", size: 28 } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 0 } } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 0 } } },
    Menu: { defaultProps: { transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 0 } } } },
  },
});

/** Mantine's own variables, said in tokens. */
function mantineVariables(tokens: Tokens): Record<string, string> {
  const variables: Record<string, string> = {
    "--mantine-color-body": tokens.page,
    "--mantine-color-text": tokens.ink,
    "--mantine-color-bright": tokens.ink,
    "--mantine-color-dimmed": tokens.muted,
    "--mantine-color-placeholder": tokens.muted,
    "--mantine-color-anchor": tokens.act,
    "--mantine-color-error": tokens.broken,
    "--mantine-color-default": tokens.surface,
    "--mantine-color-default-hover": tokens.hover,
    "--mantine-color-default-color": tokens.ink,
    "--mantine-color-default-border": tokens.edge,
    "--mantine-color-disabled": tokens["unknown-tint"],
    "--mantine-color-disabled-color": tokens.muted,
    "--mantine-color-disabled-border": tokens.hairline,
    "--mantine-primary-color-filled": tokens.act,
    "--mantine-primary-color-filled-hover": tokens["act-hover"],
    "--mantine-primary-color-contrast": tokens["act-text"],
  };
  for (const name of MEANINGS) {
    variables[`--mantine-color-${name}-text`] = tokens[name];
    variables[`--mantine-color-${name}-filled`] = tokens[name];
    variables[`--mantine-color-${name}-light`] = tokens[`${name}-tint`];
    variables[`--mantine-color-${name}-light-hover`] = tokens[`${name}-tint`];
    variables[`--mantine-color-${name}-light-color`] = tokens[name];
    variables[`--mantine-color-${name}-outline`] = tokens[name];
  }
  for (const [name, colour] of Object.entries(tokens)) variables[`--${name}`] = colour;
  return variables;
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: Object.fromEntries(SPACES.map((space) => [`--space-${space}`, rem(space)])),
  // The edge of fields, boxes and switches must be seen: 3:1 against every surface.
  light: { ...mantineVariables(TOKENS.light), "--mantine-color-gray-4": TOKENS.light.edge },
  dark: mantineVariables(TOKENS.dark),
});
