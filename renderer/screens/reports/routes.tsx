import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

const screen = lazyRouteComponent(() => import("./screen.tsx"), "ReportsScreen");

export const reportsRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/reports", component: screen }),
  createRoute({ getParentRoute: () => rootRoute, path: "/reports/$name", component: screen }),
] as const;
