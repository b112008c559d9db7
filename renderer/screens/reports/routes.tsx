import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";
import { readReportSearch, readReportsSearch } from "./view/search.ts";

const list = lazyRouteComponent(() => import("./screen.tsx"), "ReportsScreen");
const one = lazyRouteComponent(() => import("./report-screen.tsx"), "ReportScreen");

export const reportsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/reports",
    component: list,
    validateSearch: readReportsSearch,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/reports/$name",
    component: one,
    validateSearch: readReportSearch,
  }),
] as const;
