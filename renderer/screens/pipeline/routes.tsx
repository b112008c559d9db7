import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

const screen = lazyRouteComponent(() => import("./screen.tsx"), "PipelineScreen");

export const pipelineRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/pipeline", component: screen }),
  createRoute({ getParentRoute: () => rootRoute, path: "/pipeline/runs", component: screen }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/pipeline/runs/$runId",
    component: screen,
  }),
  createRoute({ getParentRoute: () => rootRoute, path: "/pipeline/calendar", component: screen }),
] as const;
