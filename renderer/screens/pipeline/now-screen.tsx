import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { useJobs } from "#renderer/client/context.tsx";
import { useQueryOf } from "#renderer/client/queries.ts";
import { QueryView } from "#renderer/components/query-view.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { DaysPanel } from "./days-panel.tsx";
import { Flow } from "./flow.tsx";
import { FocusStrip } from "./focus-strip.tsx";
import { PipelinePage } from "./frame.tsx";
import { NothingRan, PipelineHero } from "./hero.tsx";
import type { Lane } from "./lanes.ts";
import { activeRun, liveNodes } from "./live.ts";
import type { NowSearch } from "./search.ts";

const route = getRouteApi("/pipeline");
const NO_LANES: readonly Lane[] = [];

function without(search: NowSearch, ...names: (keyof NowSearch)[]): NowSearch {
  const rest = { ...search };
  for (const name of names) delete rest[name];
  return rest;
}

/** What runs now and what the newest run left: one sentence, what needs a person, and the flow. */
export function NowScreen(): React.JSX.Element {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const graph = useQueryOf(["runs", "graph"], {});
  const { running } = useJobs();
  const job = activeRun(running);
  const live = useMemo(
    () =>
      job && graph.data
        ? liveNodes(
            job,
            graph.data.nodes.map((node) => node.id),
          )
        : null,
    [job, graph.data],
  );
  const go = (next: NowSearch): void => void navigate({ search: next, resetScroll: false });
  const choose = (id: string | null): void =>
    go(id === null ? without(search, "node") : { ...search, node: id });
  const chosen = graph.data?.nodes.some((node) => node.id === search.node) ? search.node : null;

  return (
    <PipelinePage hero={<PipelineHero />}>
      <QueryView query={graph} skeleton={<Skeletons rows={8} height={40} />}>
        {(data) =>
          data.run_id === null && job === null ? (
            <NothingRan />
          ) : (
            <>
              {job === null && (
                <FocusStrip graph={data} chosen={chosen ?? null} onChoose={choose} />
              )}
              <Flow
                graph={data}
                live={live}
                chosen={chosen ?? null}
                open={search.open ?? NO_LANES}
                onChoose={choose}
                onOpen={(open) =>
                  go(open.length > 0 ? { ...search, open } : without(search, "open"))
                }
              />
            </>
          )
        }
      </QueryView>
      {search.repeat && (
        <DaysPanel
          from={search.from ?? ""}
          to={search.to ?? ""}
          onChange={(days) => go({ ...search, ...days })}
          onClose={() => go(without(search, "repeat", "from", "to"))}
        />
      )}
    </PipelinePage>
  );
}
