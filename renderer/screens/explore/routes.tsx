import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";
import { readSearch } from "./view/filters.ts";

const screen = lazyRouteComponent(() => import("./screen.tsx"), "ExploreScreen");

export const exploreRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/explore",
    component: screen,
    validateSearch: readSearch,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/explore/$table",
    component: screen,
    validateSearch: readSearch,
  }),
] as const;
