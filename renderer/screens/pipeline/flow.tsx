import { type Edge, type NodeTypes, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PipelineGraph } from "#contract/pipeline.ts";
import { useFormat } from "#renderer/format/use-format.ts";
import { type FoldNode, FoldNodeView, type TableNode, TableNodeView } from "./flow-node.tsx";
import {
  foldId,
  type GraphNode,
  type Lane,
  type LaneView,
  laneViews,
  lineageOf,
  neighbour,
  visibleEdges,
} from "./lanes.ts";
import type { LiveNode } from "./live.ts";
import styles from "./pipeline.module.css";

const NODE_TYPES: NodeTypes = { table: TableNodeView, fold: FoldNodeView };
const STEP = 56;
const GAP = 40;
const RINGS: Readonly<Record<Lane, string | null>> = {
  bronze: "B",
  silver: "S",
  gold: "G",
  reports: null,
};

export interface FlowProps {
  readonly graph: PipelineGraph;
  readonly live: ReadonlyMap<string, LiveNode> | null;
  readonly chosen: string | null;
  readonly open: readonly Lane[];
  onChoose(id: string | null): void;
  onOpen(open: readonly Lane[]): void;
}

function LaneHeads(props: { readonly lanes: readonly LaneView[] }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className={styles.laneHeads}>
      {props.lanes.map(({ lane, shown }) => (
        <div key={lane} className={styles.laneHead} data-lane={lane}>
          {RINGS[lane] && (
            <span className={styles.ring} aria-hidden>
              {RINGS[lane]}
            </span>
          )}
          <h2 className={styles.laneTitle}>{t(`pipeline.lane_${lane}`)}</h2>
          <span className="caption">
            {t(shown.length > 0 ? `pipeline.lane_text_${lane}` : "pipeline.empty_lane")}
          </span>
        </div>
      ))}
    </div>
  );
}

/** Ids per lane as the eye and the arrow keys go through them. */
function columnsOf(lanes: readonly LaneView[]): readonly (readonly string[])[] {
  return lanes.map(({ lane, shown, foldable }) => {
    const ids = shown.map((node) => node.id);
    return foldable ? [...ids, foldId(lane)] : ids;
  });
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

interface Layout extends FlowProps {
  readonly lanes: readonly LaneView[];
  readonly width: number;
  readonly reachable: string | undefined;
}

/** Places tables lane by lane; nothing is left to a layout that moves things about. */
function useNodes(layout: Layout): AnyNode[] {
  const { t } = useTranslation();
  const foldText = useFoldText(layout.live);
  const { graph, live, chosen, open, lanes, width, reachable, onChoose, onOpen } = layout;
  const lineage = chosen === null ? null : lineageOf(graph.edges, chosen);
  const isDimmed = (nodes: readonly GraphNode[]): boolean =>
    lineage !== null && !nodes.some((node) => lineage.has(node.id));
  const toggle = (lane: Lane): void =>
    onOpen(open.includes(lane) ? open.filter((one) => one !== lane) : [...open, lane]);
  return lanes.flatMap((view, column): AnyNode[] => {
    const place = (row: number) => ({ x: column * (width + GAP), y: row * STEP });
    const tables = view.shown.map((node, row): TableNode => ({
      id: node.id,
      type: "table",
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
    const fold: FoldNode = { id: foldId(lane), type: "fold", position: place(shown.length), data };
    return [...tables, fold];
  });
}

function edgesOf(
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

/** Nothing is dragged, zoomed or connected: the page scrolls as pages do, and keys are our own. */
const STILL = {
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  panOnDrag: false,
  panOnScroll: false,
  zoomOnScroll: false,
  zoomOnPinch: false,
  zoomOnDoubleClick: false,
  preventScrolling: false,
  minZoom: 1,
  maxZoom: 1,
} as const;

/** From sources to reports in four lanes. Lines are drawn for the chosen table only. */
export function Flow(props: FlowProps): React.JSX.Element {
  const { t } = useTranslation();
  const { graph, chosen, open, onChoose } = props;
  const { ref, width } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const lanes = useMemo(
    () => laneViews(graph.nodes, new Set(open), chosen),
    [graph.nodes, open, chosen],
  );
  const columns = columnsOf(lanes);
  const ids = columns.flat();
  const nodes = useNodes({
    ...props,
    lanes,
    width: Math.max(140, (width - GAP * (lanes.length - 1)) / lanes.length),
    reachable: ids.find((id) => id === at) ?? ids[0],
  });

  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && chosen !== null) {
      onChoose(null);
      return;
    }
    const id = event.target instanceof HTMLElement ? event.target.dataset["node"] : undefined;
    const next = id === undefined ? null : neighbour(columns, id, event.key);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    const buttons = box.current?.querySelectorAll<HTMLElement>("[data-node]") ?? [];
    [...buttons].find((button) => button.dataset["node"] === next)?.focus();
  };

  const rows = Math.max(1, ...columns.map((one) => one.length));
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys move between the buttons inside
    <div ref={box} className={styles.flowBox} onKeyDown={keys} data-region="flow">
      <LaneHeads lanes={lanes} />
      <p className="hidden-text">{t("pipeline.flow_help")}</p>
      <div ref={ref} className={styles.flow} style={{ height: rows * STEP }}>
        {width > 0 && (
          <ReactFlow
            aria-label={t("pipeline.flow")}
            nodes={nodes}
            edges={[...edgesOf(graph, lanes, chosen)]}
            nodeTypes={NODE_TYPES}
            onPaneClick={() => onChoose(null)}
            {...STILL}
          />
        )}
      </div>
    </div>
  );
}
