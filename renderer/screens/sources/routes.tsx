import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

const screen = lazyRouteComponent(() => import("./screen.tsx"), "SourcesScreen");

export const sourcesRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/sources", component: screen }),
  createRoute({ getParentRoute: () => rootRoute, path: "/sources/new", component: screen }),
  createRoute({ getParentRoute: () => rootRoute, path: "/sources/$id", component: screen }),
] as const;
