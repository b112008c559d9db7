import { createRootRoute } from "@tanstack/react-router";
import { NotFound } from "./not-found.tsx";
import { RouteError } from "./route-error.tsx";
import { Shell } from "./shell.tsx";

/** The parent of every screen: `createRoute({ getParentRoute: () => rootRoute, … })`. */
export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: RouteError,
});
