import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "#renderer/theme/base.css";
import { createRoot } from "react-dom/client";
import { ConsoleProvider } from "#renderer/client/context.tsx";
import { HostStore } from "#renderer/client/host-store.ts";
import type { ConsoleClient } from "#renderer/client/types.ts";
import { createQueries, Providers } from "#renderer/app/providers.tsx";
import { startTexts } from "#renderer/i18n/index.ts";
import { Charts } from "./charts.tsx";

/** Only what formats ask for; everything else would be a mistake here. */
const client = {
  workspace: { info: () => Promise.resolve({ currency: "EUR", time_zone: "Europe/Berlin" }) },
} as unknown as ConsoleClient;

document.body.style.overflow = "auto";
await startTexts("en");
const queries = createQueries();
createRoot(document.getElementById("root")!).render(
  <Providers queries={queries}>
    <ConsoleProvider client={client} store={new HostStore(client, queries)}>
      <Charts />
    </ConsoleProvider>
  </Providers>,
);
