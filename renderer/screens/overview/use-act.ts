import { useNavigate } from "@tanstack/react-router";
import type { Waiting } from "#contract/overview.ts";
import { useStartJob } from "#renderer/client/queries.ts";
import { destination } from "./overview-model.ts";

/** Does what a waiting row offers: opens a screen, or starts a run. */
export function useAct(): (action: Waiting["action"]) => void {
  const navigate = useNavigate();
  const start = useStartJob("runs.start");
  return (action) => {
    const goal = destination(action);
    if (goal.kind === "start_run") start.mutate({});
    else void navigate({ to: goal.to, params: goal.params, search: goal.search } as never);
  };
}
