import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

const screen = lazyRouteComponent(() => import("./screen.tsx"), "SettingsScreen");

export const settingsRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/settings", component: screen }),
] as const;
