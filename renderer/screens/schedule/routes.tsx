import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

const screen = lazyRouteComponent(() => import("./screen.tsx"), "ScheduleScreen");

export const scheduleRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/schedule", component: screen }),
] as const;
