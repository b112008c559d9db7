import { Button, Select } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "#contract/accounts.ts";
import { useQueryOf } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { CopyButton } from "#renderer/components/copy-button.tsx";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { SignIn } from "#renderer/screens/settings/sign-in.tsx";
import { type Answers, startWith } from "../wizard-state.ts";
import styles from "./wizard.module.css";

type TabList = OutputOf<"sources", "tabs">;

function begin(link: string, found: TabList, sheetId: number, account: string | null): Answers {
  const tab = found.tabs.find(({ sheet_id }) => sheet_id === sheetId);
  const label = tab?.title ?? found.title ?? "Sheet";
  const answers = startWith(
    {
      kind: "sheet",
      path: link,
      spreadsheet_id: found.spreadsheet_id,
      sheet_id: sheetId,
      ...(account === null ? {} : { account }),
    },
    label,
  );
  return found.range === null ? answers : { ...answers, range: found.range };
}

/** Opens the sheet as the account that was chosen; what cannot be opened says what helps. */
export function SheetTabs(props: {
  readonly link: string;
  onFound(answers: Answers): void;
}): React.JSX.Element {
  const accounts = useQueryOf(["accounts", "list"], {});
  if (accounts.isPending) return <Skeletons rows={2} />;
  return <AsAccount {...props} accounts={accounts.data ?? []} />;
}

function AsAccount(props: {
  readonly link: string;
  readonly accounts: readonly Account[];
  onFound(answers: Answers): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { accounts } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const account = chosen ?? accounts[0]?.name ?? "";
  return (
    <>
      {accounts.length > 0 && (
        <Select
          size="xs"
          maw={360}
          label={t("sources.sheet_as")}
          allowDeselect={false}
          value={account}
          onChange={setChosen}
          data={[
            ...accounts.map(({ name }) => ({ value: name, label: name })),
            { value: "", label: t("sources.sheet_nobody") },
          ]}
        />
      )}
      <Tabs key={account} {...props} account={account === "" ? null : account} />
    </>
  );
}

/** Which tab of a spreadsheet is meant; a link that names one goes straight on. */
function Tabs(props: {
  readonly link: string;
  readonly account: string | null;
  readonly accounts: readonly Account[];
  onFound(answers: Answers): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { link, account, accounts, onFound } = props;
  const email = accounts.find(({ name }) => name === account)?.email ?? null;
  // Asked anew each time: it may have been shared meanwhile.
  const tabs = useQueryOf(
    ["sources", "tabs"],
    { link, ...(account === null ? {} : { account }) },
    { staleTime: 0, keep: false },
  );
  const found = tabs.isFetching ? undefined : tabs.data;
  const meant = found?.sheet_id ?? null;
  useEffect(() => {
    if (found && meant !== null) onFound(begin(link, found, meant, account));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- goes on once, when the answer is there
  }, [found, meant]);
  if (tabs.error && !tabs.isFetching) {
    return (
      <ErrorPanel error={tabs.error} onRetry={() => void tabs.refetch()}>
        {email !== null && <CopyButton text={email} label={t("sources.sheet_copy")} />}
        <SignIn />
      </ErrorPanel>
    );
  }
  if (!found || meant !== null) {
    return (
      <div role="status">
        <StateMark mark="act" word={t("sources.sheet_opening")} />
        <Skeletons rows={2} />
      </div>
    );
  }
  return (
    <section className={styles.question}>
      <h2 className={styles.questionTitle}>
        {found.title === null ? t("sources.q_tab") : t("sources.q_tab_of", { title: found.title })}
      </h2>
      <div className={styles.choices}>
        {found.tabs
          .filter(({ hidden }) => !hidden)
          .map((tab) => (
            <Button
              key={tab.sheet_id}
              variant="default"
              onClick={() => onFound(begin(link, found, tab.sheet_id, account))}
            >
              {tab.title}
              <span className={styles.size}>
                {t("common.rows", { count: tab.rows, number: format.count(tab.rows) })}
              </span>
            </Button>
          ))}
      </div>
    </section>
  );
}
