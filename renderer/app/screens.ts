import {
  IconActivity,
  IconCalendarTime,
  IconChartBar,
  IconDatabase,
  IconLayoutDashboard,
  IconSettings,
  IconShieldCheck,
  IconTableImport,
} from "@tabler/icons-react";

/** The screens in the order of the rail, with the letter that opens each after G. */
export const SCREENS = [
  { area: "overview", to: "/overview", letter: "o", Icon: IconLayoutDashboard },
  { area: "sources", to: "/sources", letter: "s", Icon: IconTableImport },
  { area: "pipeline", to: "/pipeline", letter: "p", Icon: IconActivity },
  { area: "quality", to: "/quality", letter: "q", Icon: IconShieldCheck },
  { area: "reports", to: "/reports", letter: "r", Icon: IconChartBar },
  { area: "explore", to: "/explore", letter: "e", Icon: IconDatabase },
  { area: "schedule", to: "/schedule", letter: "a", Icon: IconCalendarTime },
  { area: "settings", to: "/settings", letter: "t", Icon: IconSettings },
] as const;
