import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ScheduleState } from "#contract/settings.ts";
import { type Field, TypedSetting } from "#renderer/screens/settings/editor.tsx";
import { serverAddress } from "./schedule-model.ts";
import { useMailServer } from "./use-change.ts";
import styles from "./schedule.module.css";

/** What carries the mails. It goes to the key store of the computer and never comes back. */
export function MailServer(props: {
  readonly channels: ScheduleState["channels"];
}): React.JSX.Element {
  const { t } = useTranslation();
  const keep = useMailServer();
  const known = props.channels.mail_server;
  const free = (): null => null;
  const fields: readonly Field[] = [
    {
      name: "server",
      label: t("schedule.server"),
      hint: t("schedule.server_hint"),
      value: "",
      wrong: (text) => (serverAddress(text) === null ? t("schedule.server_wrong") : null),
    },
    { name: "user", label: t("schedule.server_user"), value: "", wrong: free },
    {
      name: "password",
      label: t("schedule.server_password"),
      value: "",
      secret: true,
      wrong: free,
    },
  ];
  return (
    <div className={styles.server}>
      <TypedSetting
        title={t("schedule.server")}
        sentence={known ? t("schedule.server_known") : t("schedule.server_none")}
        pending={keep.isPending}
        fields={fields}
        onSave={([text = "", user = "", password = ""]) => {
          const address = serverAddress(text);
          if (address === null) return;
          const who = user.trim() === "" ? null : user.trim();
          keep.mutate({
            server: { ...address, user: who, password: who === null ? null : password },
          });
        }}
      />
      {known && (
        <Button
          className={styles.forget ?? ""}
          variant="subtle"
          size="xs"
          onClick={() => keep.mutate({ server: null })}
        >
          {t("schedule.server_forget")}
        </Button>
      )}
    </div>
  );
}
