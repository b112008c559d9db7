import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { exploreRoutes } from "#renderer/screens/explore/routes.tsx";
import { overviewRoutes } from "#renderer/screens/overview/routes.tsx";
import { pipelineRoutes } from "#renderer/screens/pipeline/routes.tsx";
import { qualityRoutes } from "#renderer/screens/quality/routes.tsx";
import { reportsRoutes } from "#renderer/screens/reports/routes.tsx";
import { scheduleRoutes } from "#renderer/screens/schedule/routes.tsx";
import { settingsRoutes } from "#renderer/screens/settings/routes.tsx";
import { sourcesRoutes } from "#renderer/screens/sources/routes.tsx";
import { rootRoute } from "./root-route.tsx";

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/overview", replace: true });
  },
});

const tree = rootRoute.addChildren([
  indexRoute,
  ...overviewRoutes,
  ...sourcesRoutes,
  ...pipelineRoutes,
  ...qualityRoutes,
  ...reportsRoutes,
  ...exploreRoutes,
  ...scheduleRoutes,
  ...settingsRoutes,
]);

/** Every address of the window. Screens load when they are first opened, or when a link is pointed at. */
export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultStructuralSharing: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
