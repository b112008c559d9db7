import { Button } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Account, ListedAccount } from "#contract/accounts.ts";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand, useQueryOf } from "#renderer/client/queries.ts";
import { Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { toast } from "#renderer/components/toasts.tsx";
import { TypedSetting } from "./editor.tsx";
import { SettingRow } from "./setting-row.tsx";
import { SignIn } from "./sign-in.tsx";
import styles from "./settings.module.css";

/** Who reads Google Sheets for this workspace. Secrets are in the keychain of this computer. */
export function Accounts(): React.JSX.Element {
  const { t } = useTranslation();
  const accounts = useQueryOf(["accounts", "list"], {});
  return (
    <Section
      title={t("settings.accounts")}
      text={t("settings.accounts_text")}
      aside={<SignIn onDone={() => void accounts.refetch()} />}
    >
      <Panel flush>
        <QueryView query={accounts}>
          {(list) => (
            <>
              {list.length === 0 && <p className={styles.none}>{t("settings.accounts_none")}</p>}
              {list.map((account) => (
                <AccountRow key={account.name} account={account} />
              ))}
            </>
          )}
        </QueryView>
        <Keys />
      </Panel>
    </Section>
  );
}

function AccountRow({ account }: { readonly account: ListedAccount }): React.JSX.Element {
  const { t } = useTranslation();
  const { name, kind, email, days_left: left } = account;
  const remove = useCommand(["accounts", "remove"], {
    changes: ["workspace", "sources"],
    onSuccess: ({ sources }) =>
      toast(
        sources.length === 0
          ? t("settings.account_removed", { name })
          : t("settings.account_removed_used", { name, sources: sources.join(", ") }),
      ),
    onError: (error) => toast(t("settings.save_failed", { reason: windowError(error).message })),
  });
  return (
    <SettingRow
      title={name}
      sentence={[
        t(`settings.account_${kind}`),
        ...(email === null || email === name ? [] : [email]),
        ...(left === null
          ? []
          : [left < 0 ? t("settings.account_ended") : t("settings.account_ends", { count: left })]),
      ].join(" · ")}
      control={
        <Button
          variant="default"
          size="xs"
          loading={remove.isPending}
          aria-label={`${t("settings.account_remove")}: ${name}`}
          onClick={() => remove.mutate({ name })}
        >
          {t("settings.account_remove")}
        </Button>
      }
    />
  );
}

/** Ways in without a person: a service account's file, a key for public sheets. */
function Keys(): React.JSX.Element {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const settings = {
    changes: ["workspace"] as const,
    onSuccess: ({ name }: Account) => toast(t("settings.account_added", { name })),
    onError: (error: Error) =>
      toast(t("settings.save_failed", { reason: windowError(error).message })),
  };
  const addFile = useCommand(["accounts", "addKeyFile"], settings);
  const addKey = useCommand(["accounts", "addApiKey"], settings);
  const read = async (file: File | undefined): Promise<void> => {
    if (file) addFile.mutate({ key_file: await file.text() });
  };
  const needed = (text: string): string | null =>
    text.trim() === "" ? t("settings.account_needed") : null;
  return (
    <>
      <SettingRow
        title={t("settings.account_service_account")}
        sentence={t("settings.key_file_text")}
        control={
          <>
            <Button
              variant="default"
              size="xs"
              loading={addFile.isPending}
              onClick={() => field.current?.click()}
            >
              {t("settings.key_file")}
            </Button>
            <input
              ref={field}
              type="file"
              accept=".json"
              hidden
              onChange={(event) => {
                void read(event.currentTarget.files?.[0]);
                event.currentTarget.value = "";
              }}
            />
          </>
        }
      />
      <TypedSetting
        title={t("settings.account_api_key")}
        sentence={t("settings.api_key_text")}
        pending={addKey.isPending}
        fields={[
          { name: "name", label: t("settings.api_key_name"), value: "", wrong: needed },
          {
            name: "key",
            label: t("settings.account_api_key"),
            value: "",
            secret: true,
            wrong: needed,
          },
        ]}
        onSave={([name = "", key = ""]) => addKey.mutate({ name: name.trim(), key: key.trim() })}
      />
    </>
  );
}
