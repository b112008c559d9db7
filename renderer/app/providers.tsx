import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { cssVariables, theme } from "#renderer/theme/theme.ts";
import { usePreferences } from "./preferences.ts";

/** Answers stay fresh until the host says that their group changed. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

export function Providers(props: {
  readonly queries: QueryClient;
  readonly children: ReactNode;
}): React.JSX.Element {
  const { theme: scheme, language } = usePreferences();
  const { i18n } = useTranslation();
  useEffect(() => {
    if (i18n.language !== language) void i18n.changeLanguage(language);
  }, [i18n, language]);
  const forced = scheme === "auto" ? {} : { forceColorScheme: scheme };
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      {...forced}
    >
      <Notifications position="bottom-right" limit={3} transitionDuration={0} />
      <QueryClientProvider client={props.queries}>{props.children}</QueryClientProvider>
    </MantineProvider>
  );
}
