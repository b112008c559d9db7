import { Button } from "@mantine/core";
import { IconBuildingStore, IconTableImport } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { oneClick } from "#renderer/client/connect.ts";
import { useClient, useEngine } from "#renderer/client/context.tsx";
import { useCommand } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Page } from "#renderer/components/page.tsx";
import styles from "./overview.module.css";

/** Ten thousand order lines: enough to see every report, ready in seconds. */
const SAMPLE_SCALE = 0.1;
const EVERYTHING = ["sources", "host", "runs", "quality", "reports", "explore"] as const;

/** Nothing is connected yet: the sample shop, or one's own sheet. */
export function FirstStart({ exists }: { readonly exists: boolean }): React.JSX.Element {
  const { t } = useTranslation();
  const client = useClient();
  const navigate = useNavigate();
  const offline = useEngine()?.status === "failed";
  const sample = useCommand(["workspace", "init"], {
    changes: EVERYTHING,
    // The cards are gone by then; the run is started all the same.
    onSuccess: () => client.host.start({ name: "runs.start", input: {} }, oneClick()),
  });
  const own = useCommand(["workspace", "init"], {
    changes: EVERYTHING,
    onSuccess: () => navigate({ to: "/sources/new" }),
  });
  const busy = sample.isPending || own.isPending || sample.isSuccess;
  return (
    <Page title={t("overview.title")} hero={t("overview.first_hero")}>
      {(sample.error ?? own.error) && <ErrorPanel error={sample.error ?? own.error} />}
      <div className={styles.cards}>
        <Card
          icon={<IconBuildingStore size={24} stroke={1.6} aria-hidden />}
          title={t("overview.sample_title")}
          text={t("overview.sample_text")}
        >
          <Button
            disabled={offline || own.isPending}
            loading={sample.isPending}
            onClick={() => !busy && sample.mutate({ sample: { scale: SAMPLE_SCALE } })}
          >
            {t("overview.sample_button")}
          </Button>
          <span className="caption" role="status">
            {sample.isPending && t("overview.sample_making")}
          </span>
        </Card>
        <Card
          icon={<IconTableImport size={24} stroke={1.6} aria-hidden />}
          title={t("overview.own_title")}
          text={t("overview.own_text")}
        >
          <Button
            variant="default"
            disabled={offline || busy}
            loading={own.isPending}
            onClick={() => (exists ? void navigate({ to: "/sources/new" }) : own.mutate({}))}
          >
            {t("overview.own_button")}
          </Button>
        </Card>
      </div>
    </Page>
  );
}

function Card(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}): React.JSX.Element {
  return (
    <section className={styles.card}>
      {props.icon}
      <h2 className={styles.cardTitle}>{props.title}</h2>
      <p className={styles.cardText}>{props.text}</p>
      <div className={styles.cardActions}>{props.children}</div>
    </section>
  );
}
