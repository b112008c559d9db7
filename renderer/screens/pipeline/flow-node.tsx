import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { type GraphNode, isAbnormal, type Lane } from "./lanes.ts";
import type { LiveNode } from "./live.ts";
import styles from "./pipeline.module.css";

interface Shared extends Record<string, unknown> {
  readonly width: number;
  /** The one node that Tab reaches; arrow keys go on from it. */
  readonly reachable: boolean;
  /** Another node is chosen and this one has nothing to do with it. */
  readonly dimmed: boolean;
}
export interface TableData extends Shared {
  readonly node: GraphNode;
  readonly live: LiveNode | null;
  readonly chosen: boolean;
  onChoose(id: string): void;
}
export interface FoldData extends Shared {
  readonly lane: Lane;
  readonly text: string;
  readonly label: string;
  onToggle(lane: Lane): void;
}
export type TableNode = Node<TableData, "table">;
export type FoldNode = Node<FoldData, "fold">;

const MARK = { failed: "broken", held: "warn", set_aside: "warn" } as const;

function Ends(): React.JSX.Element {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

function useSigns({ node, live }: TableData): {
  readonly mark: "broken" | "warn" | "act" | "unknown" | null;
  readonly word: string;
} {
  const { t } = useTranslation();
  if (live?.state === "running") return { mark: "act", word: t("pipeline.live_running") };
  if (live?.state === "waiting") return { mark: null, word: t("pipeline.live_waiting") };
  if (live?.state === "done") return { mark: null, word: t("pipeline.live_done") };
  const word = t(`pipeline.state_${node.state}`);
  if (isAbnormal(node)) return { mark: MARK[node.state as keyof typeof MARK], word };
  const unknown = node.state === "new" || node.state === "not_applicable";
  return { mark: unknown ? "unknown" : null, word };
}

/** A source, table or report: its name, rows and seconds, and what is the matter with it. */
export function TableNodeView(props: NodeProps<TableNode>): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { node, live, width, chosen, dimmed, reachable, onChoose } = props.data;
  const { mark, word } = useSigns(props.data);
  const rows = live?.rows ?? node.rows;
  const seconds = live ? live.seconds : node.seconds;
  const rowsText =
    rows === null
      ? t("pipeline.node_no_rows")
      : t("pipeline.node_rows", { count: rows, number: format.count(rows) });
  return (
    <>
      <Ends />
      <button
        type="button"
        className={styles.node}
        style={{ width }}
        data-node={node.id}
        data-mark={mark}
        data-state={live ? undefined : node.state}
        data-live={live?.state}
        data-dimmed={dimmed}
        aria-pressed={chosen}
        tabIndex={reachable ? 0 : -1}
        onClick={() => onChoose(node.id)}
      >
        <span className={styles.nodeName} title={node.label}>
          {node.label}
        </span>
        {mark ? (
          <StateMark mark={mark} word={word} compact />
        ) : (
          <span className="hidden-text">{word}</span>
        )}
        <span className={styles.nodeRows}>{rowsText}</span>
        <span className={styles.nodeSeconds}>
          {live?.state === "waiting"
            ? word
            : seconds !== null && seconds >= 0.05 && format.seconds(seconds)}
        </span>
      </button>
    </>
  );
}

/** The healthy rest of a long lane. */
export function FoldNodeView(props: NodeProps<FoldNode>): React.JSX.Element {
  const { lane, text, label, width, dimmed, reachable, onToggle } = props.data;
  return (
    <>
      <Ends />
      <button
        type="button"
        className={styles.fold}
        style={{ width }}
        data-node={props.id}
        data-dimmed={dimmed}
        tabIndex={reachable ? 0 : -1}
        aria-label={`${text}. ${label}`}
        onClick={() => onToggle(lane)}
      >
        {text}
      </button>
    </>
  );
}
