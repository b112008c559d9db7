import { Button } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SourceDetail } from "#contract/sources.ts";
import { isRunning, useNewestJob } from "#renderer/client/context.tsx";
import { useQueryOf, useStartJob } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { MiddleText } from "#renderer/components/middle-text.tsx";
import { Page } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { useEntityList } from "../entity-list.tsx";
import { HeldQuestion } from "../held-question.tsx";
import { Connection } from "../places/connection.tsx";
import { Mapping } from "./mapping.tsx";
import { Now } from "./now.tsx";
import { Reads } from "./reads.tsx";
import { useRemove, useRestore } from "./remove.ts";
import styles from "./detail.module.css";

/** One source: how it stands, how its columns are read, what its reads brought. */
export function SourceScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/sources/$id" });
  const detail = useQueryOf(["sources", "get"], { id }, { keep: false });
  const above = (
    <Link to="/sources" className={styles.link}>
      {t("sources.back")}
    </Link>
  );
  if (detail.data) return <Detail key={id} detail={detail.data} above={above} />;
  return (
    <Page title={id} above={above}>
      {detail.error ? (
        <ErrorPanel
          title={t("sources.not_found")}
          error={detail.error}
          onRetry={() => void detail.refetch()}
        />
      ) : (
        <Skeletons rows={8} height={36} />
      )}
    </Page>
  );
}

function Detail(props: {
  readonly detail: SourceDetail;
  readonly above: React.ReactNode;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { detail, above } = props;
  const { source } = detail;
  const remove = useRemove(source);
  const [looks, setLooks] = useState(0);
  const look = (): void => setLooks(looks + 1);
  const removed = source.state === "removed";
  return (
    <Page
      title={source.name}
      above={above}
      hero={<Hero detail={detail} />}
      secondary={
        removed ? null : (
          <>
            <Button
              variant="default"
              loading={remove.isPending}
              onClick={() => remove.mutate({ id: source.id })}
            >
              {t("sources.remove")}
            </Button>
            {source.state === "new" && (
              <Button variant="default" onClick={look}>
                {t("sources.check")}
              </Button>
            )}
          </>
        )
      }
      primary={<Primary detail={detail} onLook={look} />}
    >
      {looks > 0 && <Now key={looks} detail={detail} />}
      {!removed && <Connection source={source} />}
      <Mapping detail={detail} />
      <Reads detail={detail} />
    </Page>
  );
}

/** A new source is read, a removed one restored, any other looked at. */
function Primary(props: { readonly detail: SourceDetail; onLook(): void }): React.JSX.Element {
  const { t } = useTranslation();
  const { source } = props.detail;
  const start = useStartJob("runs.start");
  const restore = useRestore(source);
  const job = useNewestJob("runs.start");
  const running = start.isPending || (job !== null && isRunning(job));
  if (source.state === "removed") {
    return (
      <Button
        loading={restore.isPending}
        onClick={() => restore.mutate({ id: source.id, undo: true })}
      >
        {t("sources.restore")}
      </Button>
    );
  }
  if (source.state === "new") {
    return (
      <Button disabled={running} onClick={() => start.mutate({})}>
        {running ? t("sources.running") : t("sources.run_now")}
      </Button>
    );
  }
  return <Button onClick={props.onLook}>{t("sources.check")}</Button>;
}

function Hero({ detail }: { readonly detail: SourceDetail }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useEntityList();
  const { source } = detail;
  const sentence = {
    new: t("sources.never_read"),
    removed: t("sources.removed_hero"),
    held: "",
    current: t("sources.current_hero", {
      count: source.rows ?? 0,
      rows: format.count(source.rows),
      when: format.instant(source.last_read_at),
    }),
  }[source.state];
  return (
    <div className={styles.hero}>
      {source.state === "held" ? (
        <HeldQuestion id={source.id} name={source.name} />
      ) : (
        <p className={`hero ${styles.sentence}`}>{sentence}</p>
      )}
      <p className={`muted ${styles.origin}`}>
        <span>{list(source.entities)}</span>
        <span className={styles.path}>
          {t(`sources.kind_${source.origin.kind}`)}:{" "}
          <MiddleText text={source.origin.path} end={32} />
        </span>
        <span>{t(`sources.mode_${source.mode}`)}</span>
      </p>
    </div>
  );
}
