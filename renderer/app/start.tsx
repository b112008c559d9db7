import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connect } from "#renderer/client/connect.ts";
import { ConsoleProvider } from "#renderer/client/context.tsx";
import { HostStore } from "#renderer/client/host-store.ts";
import { startTexts } from "#renderer/i18n/index.ts";
import { preferences } from "./preferences.ts";
import { SCREENS } from "./screens.ts";
import { showStartFailure } from "./start-failed.ts";
import { createQueries, Providers } from "./providers.tsx";
import { router } from "./router.tsx";

const RELOADED = "medallion.reloaded";
/** A second failure within this time is shown instead, in milliseconds. */
const ONCE_IN = 10_000;

/** A screen that is not there any more belongs to an older build of the window: load the new one. */
function reloadWhenReplaced(): void {
  window.addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
    if (Date.now() - last < ONCE_IN) return;
    event.preventDefault();
    sessionStorage.setItem(RELOADED, String(Date.now()));
    window.location.reload();
  });
}

/** Screens are fetched while nobody waits, so the first click on each is as quick as the next. */
function preloadScreens(): void {
  requestIdleCallback(
    () => {
      for (const { to } of SCREENS) void router.preloadRoute({ to }).catch(() => undefined);
    },
    { timeout: 3000 },
  );
}

/** Connects to the host and shows the window. */
export async function start(root: HTMLElement): Promise<void> {
  reloadWhenReplaced();
  await startTexts(preferences().language);
  const client = await connect().catch((error: unknown) => {
    showStartFailure(root, error);
    throw error;
  });
  const queries = createQueries();
  const store = new HostStore(client, queries);
  void store.follow();
  createRoot(root).render(
    <StrictMode>
      <Providers queries={queries}>
        <ConsoleProvider client={client} store={store}>
          <RouterProvider router={router} />
        </ConsoleProvider>
      </Providers>
    </StrictMode>,
  );
  preloadScreens();
}
