import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/settings",
    component: lazyRouteComponent(() => import("./screen.tsx"), "SettingsScreen"),
  }),
] as const;
