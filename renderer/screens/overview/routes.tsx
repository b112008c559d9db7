import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

export const overviewRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/overview",
    component: lazyRouteComponent(() => import("./screen.tsx"), "OverviewScreen"),
  }),
] as const;
