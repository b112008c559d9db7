import { type Edge, type NodeHandle, Position } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import type { PipelineGraph } from "#contract/pipeline.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import type { FoldNode, TableNode } from "./flow-node.tsx";
import {
  foldId,
  type GraphNode,
  type Lane,
  type LaneView,
  lineageOf,
  visibleEdges,
} from "./lanes.ts";
import type { LiveNode } from "./live.ts";
import styles from "./pipeline.module.css";

/** Pixels from node to node in a lane, and between lanes. */
export const STEP = 56;
export const GAP = 40;
/** Height of a node, as the style sheet has it. */
const NODE_HEIGHT = 48;

export interface FlowProps {
  readonly graph: PipelineGraph;
  readonly live: ReadonlyMap<string, LiveNode> | null;
  readonly chosen: string | null;
  readonly open: readonly Lane[];
  onChoose(id: string | null): void;
  onOpen(open: readonly Lane[]): void;
}

function useFoldText(live: FlowProps["live"]): (view: LaneView) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ folded }) => {
    if (folded.length === 0) return t("pipeline.fold_hide");
    const number = format.count(folded.length);
    const moving = folded.find((node) => live?.get(node.id)?.state === "running");
    if (moving) return t("pipeline.fold_running", { number, label: moving.label });
    return t("pipeline.fold", { count: folded.length, number });
  };
}

type AnyNode = TableNode | FoldNode;

/**
 * The library hides what it has yet to measure, and a hidden button loses the focus: every node says
 * how large it is and where its lines end.
 */
function sizeOf(width: number): { width: number; height: number; handles: NodeHandle[] } {
  const middle = { y: NODE_HEIGHT / 2, width: 1, height: 1 };
  return {
    width,
    height: NODE_HEIGHT,
    handles: [
      { type: "target", position: Position.Left, x: 0, ...middle },
      { type: "source", position: Position.Right, x: width - 1, ...middle },
    ],
  };
}

interface Layout extends FlowProps {
  readonly lanes: readonly LaneView[];
  readonly width: number;
  readonly reachable: string | undefined;
}

/** Places tables lane by lane; nothing is left to a layout that moves things about. */
export function useNodes(layout: Layout): AnyNode[] {
  const { t } = useTranslation();
  const foldText = useFoldText(layout.live);
  const { graph, live, chosen, open, lanes, width, reachable, onChoose, onOpen } = layout;
  const lineage = chosen === null ? null : lineageOf(graph.edges, chosen);
  const isDimmed = (nodes: readonly GraphNode[]): boolean =>
    lineage !== null && !nodes.some((node) => lineage.has(node.id));
  const toggle = (lane: Lane): void =>
    onOpen(open.includes(lane) ? open.filter((one) => one !== lane) : [...open, lane]);
  const size = sizeOf(width);
  return lanes.flatMap((view, column): AnyNode[] => {
    const place = (row: number) => ({ x: column * (width + GAP), y: row * STEP });
    const tables = view.shown.map((node, row): TableNode => ({
      id: node.id,
      type: "table",
      ...size,
      position: place(row),
      data: {
        node,
        live: live?.get(node.id) ?? null,
        width,
        chosen: node.id === chosen,
        reachable: node.id === reachable,
        dimmed: isDimmed([node]),
        onChoose: (id) => onChoose(id === chosen ? null : id),
      },
    }));
    if (!view.foldable) return tables;
    const { lane, shown, folded } = view;
    const names = {
      number: shown.length + folded.length,
      lane: t(`pipeline.lane_${lane}`),
    };
    const data: FoldNode["data"] = {
      lane,
      text: foldText(view),
      label: t("pipeline.fold_show", names),
      width,
      reachable: foldId(lane) === reachable,
      dimmed: isDimmed(folded),
      onToggle: toggle,
    };
    const fold: FoldNode = {
      id: foldId(lane),
      type: "fold",
      ...size,
      position: place(shown.length),
      data,
    };
    return [...tables, fold];
  });
}

/** Lines of the chosen table; those that touch it stand out. */
export function edgesOf(
  graph: PipelineGraph,
  lanes: readonly LaneView[],
  chosen: string | null,
): readonly Edge[] {
  return visibleEdges(graph.edges, lanes, chosen).map(({ from, to }): Edge => ({
    id: `${from} ${to}`,
    source: from,
    target: to,
    className: (from === chosen || to === chosen ? styles.near : styles.far) ?? "",
    focusable: false,
  }));
}
