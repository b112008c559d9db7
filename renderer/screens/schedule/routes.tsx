import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

export const scheduleRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/schedule",
    component: lazyRouteComponent(() => import("./screen.tsx"), "ScheduleScreen"),
  }),
] as const;
