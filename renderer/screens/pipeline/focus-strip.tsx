import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PipelineGraph } from "#contract/pipeline.ts";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { abnormalNodes, type GraphNode, isAbnormal } from "./lanes.ts";
import styles from "./pipeline.module.css";

function NodeAction(props: { readonly node: GraphNode }): React.JSX.Element {
  const { t } = useTranslation();
  const { node } = props;
  const [, name = ""] = node.id.split(/[:.](.*)/s);
  const look = { size: "xs", variant: "default" } as const;
  if (node.kind === "source") {
    return (
      <LinkButton {...look} to="/sources/$id" params={{ id: name }}>
        {t("pipeline.open_source")}
      </LinkButton>
    );
  }
  if (node.state === "set_aside") {
    return (
      <LinkButton {...look} to="/quality/quarantine" search={{ entity: name }}>
        {t("pipeline.open_rows")}
      </LinkButton>
    );
  }
  if (isAbnormal(node)) {
    return (
      <LinkButton {...look} to="/quality" search={{ table: node.id }}>
        {t("pipeline.open_checks")}
      </LinkButton>
    );
  }
  if (node.kind === "report") {
    return (
      <LinkButton {...look} to="/reports/$name" params={{ name }}>
        {t("pipeline.open_report")}
      </LinkButton>
    );
  }
  return (
    <LinkButton {...look} to="/explore/$table" params={{ table: node.id }}>
      {t("pipeline.open_table")}
    </LinkButton>
  );
}

function Facts(props: { readonly node: GraphNode; readonly graph: PipelineGraph }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { node, graph } = props;
  const feeds = graph.edges.filter((edge) => edge.from === node.id).length;
  const stands = graph.edges.filter((edge) => edge.to === node.id).length;
  const number = (count: number) => ({ count, number: format.count(count) });
  const parts = [
    stands > 0 ? t("pipeline.focus_stands", number(stands)) : t("pipeline.focus_begins"),
    feeds > 0 ? t("pipeline.focus_feeds", number(feeds)) : t("pipeline.focus_ends"),
  ];
  return <span className="caption">{parts.join(" · ")}</span>;
}

function Steps(props: {
  readonly ids: readonly string[];
  readonly at: string;
  onChoose(id: string): void;
}): React.JSX.Element | null {
  const { t } = useTranslation();
  const { ids, at, onChoose } = props;
  const index = ids.indexOf(at);
  if (index < 0 || ids.length < 2) return null;
  const to = (step: number): void =>
    onChoose(ids[(index + step + ids.length) % ids.length] as string);
  return (
    <span className={styles.steps}>
      <ActionIcon aria-label={t("pipeline.focus_previous")} onClick={() => to(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span className="caption">
        {t("pipeline.focus_position", { number: index + 1, all: ids.length })}
      </span>
      <ActionIcon aria-label={t("pipeline.focus_next")} onClick={() => to(1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </span>
  );
}

const MARK = { failed: "broken", held: "warn", set_aside: "warn" } as const;

/** The chosen table, else the one that needs a person most, with what to do about it. */
export function FocusStrip(props: {
  readonly graph: PipelineGraph;
  readonly chosen: string | null;
  onChoose(id: string | null): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { graph, chosen, onChoose } = props;
  const abnormal = abnormalNodes(graph.nodes);
  const node = graph.nodes.find((one) => one.id === chosen) ?? abnormal[0];
  if (!node) {
    return (
      <p className="muted">
        {t("pipeline.focus_clear", { number: format.count(graph.nodes.length) })}
      </p>
    );
  }
  const word = t(`pipeline.state_${node.state}`);
  const mark = isAbnormal(node) ? MARK[node.state as keyof typeof MARK] : null;
  return (
    <section
      className={styles.strip}
      data-mark={mark}
      aria-label={t(node.id === chosen ? "pipeline.focus_chosen" : "pipeline.focus_label")}
    >
      <div className={styles.stripText}>
        <p className={styles.stripTitle}>
          <strong>{node.label}</strong>
          {mark ? <StateMark mark={mark} word={word} /> : <span className="muted">{word}</span>}
          <Facts node={node} graph={graph} />
        </p>
        {node.note && <p>{node.note}</p>}
      </div>
      <Steps ids={abnormal.map((one) => one.id)} at={node.id} onChoose={onChoose} />
      <NodeAction node={node} />
      {node.id === chosen && (
        <ActionIcon aria-label={t("pipeline.deselect")} onClick={() => onChoose(null)}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </section>
  );
}
