import type { PipelineGraph } from "#contract/pipeline.ts";

export type GraphNode = PipelineGraph["nodes"][number];
export type GraphEdge = PipelineGraph["edges"][number];
export const LANES = ["bronze", "silver", "gold", "reports"] as const;
export type Lane = (typeof LANES)[number];

/** More nodes than this in one lane are folded: the healthy ones share the last place. */
export const LANE_LIMIT = 8;

/** States that ask for a person, worst first. */
const ABNORMAL: readonly GraphNode["state"][] = ["failed", "held", "set_aside"];

export const isAbnormal = (node: GraphNode): boolean => ABNORMAL.includes(node.state);

/** Nodes that need a person, worst first; within one state those that are earliest in the flow. */
export function abnormalNodes(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const rank = (node: GraphNode): number =>
    ABNORMAL.indexOf(node.state) * LANES.length + LANES.indexOf(node.lane);
  return nodes.filter(isAbnormal).toSorted((one, other) => rank(one) - rank(other));
}

export interface LaneView {
  readonly lane: Lane;
  readonly shown: readonly GraphNode[];
  /** Left out because the lane is folded; never one that needs a person. */
  readonly folded: readonly GraphNode[];
  /** The lane has more nodes than fit, so it can be folded and unfolded. */
  readonly foldable: boolean;
}

function laneView(
  lane: Lane,
  nodes: readonly GraphNode[],
  open: boolean,
  chosen: string | null,
): LaneView {
  const foldable = nodes.length > LANE_LIMIT;
  if (!foldable || open) return { lane, shown: nodes, folded: [], foldable };
  const must = (node: GraphNode): boolean => isAbnormal(node) || node.id === chosen;
  const places = Math.max(0, LANE_LIMIT - 1 - nodes.filter(must).length);
  const filling = new Set(nodes.filter((node) => !must(node)).slice(0, places));
  const isShown = (node: GraphNode): boolean => must(node) || filling.has(node);
  return {
    lane,
    shown: nodes.filter(isShown),
    folded: nodes.filter((node) => !isShown(node)),
    foldable,
  };
}

/** The four lanes in the order of the flow. `open` names the lanes that were unfolded. */
export function laneViews(
  nodes: readonly GraphNode[],
  open: ReadonlySet<Lane>,
  chosen: string | null,
): readonly LaneView[] {
  return LANES.map((lane) =>
    laneView(
      lane,
      nodes.filter((node) => node.lane === lane),
      open.has(lane),
      chosen,
    ),
  );
}

function reach(edges: readonly GraphEdge[], id: string, near: "from" | "to"): Set<string> {
  const far = near === "from" ? "to" : "from";
  const next = Map.groupBy(edges, (edge) => edge[near]);
  const found = new Set([id]);
  const walk = (at: string): void => {
    for (const edge of next.get(at) ?? []) {
      if (found.has(edge[far])) continue;
      found.add(edge[far]);
      walk(edge[far]);
    }
  };
  walk(id);
  return found;
}

/** Everything `id` stands on and everything that stands on it, itself included. */
export function lineageOf(edges: readonly GraphEdge[], id: string): ReadonlySet<string> {
  return reach(edges, id, "from").union(reach(edges, id, "to"));
}

export const foldId = (lane: Lane): string => `fold:${lane}`;

/** Edges of the chosen node's lineage; ends inside a folded lane lead to its fold. Without a choice none. */
export function visibleEdges(
  edges: readonly GraphEdge[],
  lanes: readonly LaneView[],
  chosen: string | null,
): readonly GraphEdge[] {
  if (chosen === null) return [];
  const lineage = lineageOf(edges, chosen);
  const place = new Map<string, string>();
  const laneOf = new Map<string, Lane>();
  for (const { lane, shown, folded } of lanes) {
    for (const node of shown) place.set(node.id, node.id);
    for (const node of folded) place.set(node.id, foldId(lane));
    for (const id of [...shown, ...folded].map((node) => node.id)) laneOf.set(id, lane);
  }
  const seen = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const from = place.get(edge.from);
    const to = place.get(edge.to);
    // Within a lane a line would loop over its neighbours; what belongs together is not dimmed there.
    if (!from || !to || laneOf.get(edge.from) === laneOf.get(edge.to)) continue;
    if (lineage.has(edge.from) && lineage.has(edge.to)) seen.set(`${from} ${to}`, { from, to });
  }
  return [...seen.values()];
}

const IN_LANE: Readonly<Record<string, (row: number, last: number) => number>> = {
  ArrowUp: (row) => row - 1,
  ArrowDown: (row) => row + 1,
  Home: () => 0,
  End: (_row, last) => last,
};
const ACROSS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Which node an arrow key leads to: up and down in the lane, left and right to the next lane. */
export function neighbour(
  columns: readonly (readonly string[])[],
  at: string,
  key: string,
): string | null {
  const column = columns.findIndex((ids) => ids.includes(at));
  const own = columns[column];
  if (own === undefined) return null;
  const row = own.indexOf(at);
  const inLane = IN_LANE[key];
  if (inLane) return own[inLane(row, own.length - 1)] ?? null;
  const step = ACROSS[key];
  if (step === undefined) return null;
  const ahead = step > 0 ? columns.slice(column + 1) : columns.slice(0, column).toReversed();
  const ids = ahead.find((one) => one.length > 0) ?? [];
  return ids[Math.min(row, ids.length - 1)] ?? null;
}
