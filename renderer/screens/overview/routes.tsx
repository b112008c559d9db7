import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

const screen = lazyRouteComponent(() => import("./screen.tsx"), "OverviewScreen");

export const overviewRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/overview", component: screen }),
] as const;
