import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionTest } from "#contract/connections.ts";
import type { SourceSummary } from "#contract/sources.ts";
import { useClient } from "#renderer/client/context.tsx";
import { call, useQueryOf } from "#renderer/client/queries.ts";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { LinkButton } from "#renderer/components/link-button.tsx";
import { Section } from "#renderer/components/page.tsx";
import { isDatabase } from "./database-place.tsx";
import { Verdict } from "./diagnosis.tsx";
import { groupOf, isRemote, type TableOrigin } from "./failures.ts";
import { ReplaceSecret } from "./replace-secret.tsx";
import { useFailure } from "./use-failure.ts";
import { useOriginWords } from "./use-origin-words.ts";
import styles from "./places.module.css";

/** Where a source elsewhere comes from, whether it can be reached, and the way to give another password. */
export function Connection({
  source,
}: {
  readonly source: SourceSummary;
}): React.JSX.Element | null {
  return isRemote(source.origin) ? <OfOrigin id={source.id} origin={source.origin} /> : null;
}

function OfOrigin(props: { readonly id: string; readonly origin: TableOrigin }): React.JSX.Element {
  const { t } = useTranslation();
  const { id, origin } = props;
  const words = useOriginWords();
  const kept = useQueryOf(["connections", "kept"], { origin });
  const test = useTest(origin);
  const [replacing, setReplacing] = useState(false);
  const word = groupOf(origin) === "database" ? "password" : "token";
  const has = kept.data?.kept ?? null;
  return (
    <Section title={t("places.detail.title")}>
      <div className={styles.connection}>
        <p>{words(origin)}</p>
        {has !== null && (
          <p className="muted">{t(`places.detail.${word}_${has ? "kept" : "none"}`)}</p>
        )}
        <div className={styles.buttons}>
          <Button variant="default" size="xs" loading={test.asking} onClick={test.ask}>
            {t("places.test")}
          </Button>
          {groupOf(origin) !== "bucket" && !replacing && (
            <Button variant="default" size="xs" onClick={() => setReplacing(true)}>
              {t(`places.detail.replace_${word}`)}
            </Button>
          )}
          {isDatabase(origin) && (
            <LinkButton
              variant="default"
              size="xs"
              to="/sources/new"
              search={{ from: "database", like: id }}
            >
              {t("places.detail.another")}
            </LinkButton>
          )}
        </div>
        {test.error !== null && <ErrorPanel error={test.error} />}
        {test.answer !== null && !replacing && <Tested origin={origin} answer={test.answer} />}
        {replacing && (
          <ReplaceSecret
            origin={origin}
            word={word}
            onDone={() => {
              test.clear();
              setReplacing(false);
            }}
          />
        )}
      </div>
    </Section>
  );
}

function Tested(props: {
  readonly origin: TableOrigin;
  readonly answer: ConnectionTest;
}): React.JSX.Element {
  const { t } = useTranslation();
  const say = useFailure();
  const { origin, answer } = props;
  if (!answer.reachable) return <Verdict mark="broken" {...say(origin, answer)} />;
  return <Verdict mark="good" text={t("places.detail.works")} todo={null} />;
}

function useTest(origin: TableOrigin) {
  const client = useClient();
  const [asking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<ConnectionTest | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const clear = (): void => {
    setAnswer(null);
    setError(null);
  };
  const ask = async (): Promise<void> => {
    clear();
    setAsking(true);
    try {
      setAnswer(await call(client, ["connections", "test"], { origin }));
    } catch (thrown) {
      setError(thrown as Error);
    } finally {
      setAsking(false);
    }
  };
  return { asking, answer, error, clear, ask: () => void ask() };
}
