import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";
import { readCalendarSearch, readHistorySearch, readNowSearch, readRunSearch } from "./search.ts";

const getParentRoute = () => rootRoute;

export const pipelineRoutes = [
  createRoute({
    getParentRoute,
    path: "/pipeline",
    validateSearch: readNowSearch,
    component: lazyRouteComponent(() => import("./now-screen.tsx"), "NowScreen"),
  }),
  createRoute({
    getParentRoute,
    path: "/pipeline/runs",
    validateSearch: readHistorySearch,
    component: lazyRouteComponent(() => import("./history-screen.tsx"), "HistoryScreen"),
  }),
  createRoute({
    getParentRoute,
    path: "/pipeline/runs/$runId",
    validateSearch: readRunSearch,
    component: lazyRouteComponent(() => import("./run-screen.tsx"), "RunScreen"),
  }),
  createRoute({
    getParentRoute,
    path: "/pipeline/calendar",
    validateSearch: readCalendarSearch,
    component: lazyRouteComponent(() => import("./calendar-screen.tsx"), "CalendarScreen"),
  }),
  createRoute({
    getParentRoute,
    path: "/pipeline/snowflake",
    component: lazyRouteComponent(() => import("./cloud/cloud-screen.tsx"), "CloudScreen"),
  }),
] as const;
