import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";
import { readAsideFilter, readCheckFilter, readCheckSearch } from "./filters.ts";

const getParentRoute = () => rootRoute;

export const qualityRoutes = [
  createRoute({
    getParentRoute,
    path: "/quality",
    validateSearch: readCheckFilter,
    component: lazyRouteComponent(() => import("./quality-screen.tsx"), "QualityScreen"),
  }),
  createRoute({
    getParentRoute,
    path: "/quality/checks/$check",
    validateSearch: readCheckSearch,
    component: lazyRouteComponent(() => import("./check-screen.tsx"), "CheckScreen"),
  }),
  createRoute({
    getParentRoute,
    path: "/quality/quarantine",
    validateSearch: readAsideFilter,
    component: lazyRouteComponent(() => import("./aside-screen.tsx"), "AsideScreen"),
  }),
] as const;
