import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

const screen = lazyRouteComponent(() => import("./screen.tsx"), "ExploreScreen");

export const exploreRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/explore", component: screen }),
  createRoute({ getParentRoute: () => rootRoute, path: "/explore/$table", component: screen }),
] as const;
