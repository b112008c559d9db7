import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";

const screen = lazyRouteComponent(() => import("./screen.tsx"), "QualityScreen");

export const qualityRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/quality", component: screen }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/quality/checks/$check",
    component: screen,
  }),
  createRoute({ getParentRoute: () => rootRoute, path: "/quality/quarantine", component: screen }),
] as const;
