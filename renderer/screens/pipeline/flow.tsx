import { type NodeTypes, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { edgesOf, type FlowProps, GAP, STEP, useNodes } from "./flow-layout.ts";
import { FoldNodeView, TableNodeView } from "./flow-node.tsx";
import { foldId, type Lane, type LaneView, laneViews, neighbour } from "./lanes.ts";
import styles from "./pipeline.module.css";

const NODE_TYPES: NodeTypes = { table: TableNodeView, fold: FoldNodeView };
const RINGS: Readonly<Record<Lane, string | null>> = {
  bronze: "B",
  silver: "S",
  gold: "G",
  reports: null,
};

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
