import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "#renderer/app/root-route.tsx";
import { FROM, type From } from "./places/from.ts";

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const sourcesRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sources",
    validateSearch: (search): { filter?: string } => {
      const filter = text(search["filter"]);
      return filter === undefined ? {} : { filter };
    },
    component: lazyRouteComponent(() => import("./list-screen.tsx"), "SourcesScreen"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sources/new",
    validateSearch: (search): { from?: From; like?: string } => {
      const from = FROM.find((name) => name === search["from"]);
      const like = text(search["like"]);
      return { ...(from && { from }), ...(like !== undefined && { like }) };
    },
    component: lazyRouteComponent(() => import("./wizard/screen.tsx"), "WizardScreen"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sources/$id",
    validateSearch: (search): { column?: string } => {
      const column = text(search["column"]);
      return column === undefined ? {} : { column };
    },
    component: lazyRouteComponent(() => import("./detail/screen.tsx"), "SourceScreen"),
  }),
] as const;
