import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand } from "#renderer/client/queries.ts";
import { Panel } from "#renderer/components/page.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { toast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import type { NightStatusAnswer } from "./night-model.ts";
import styles from "./schedule.module.css";

/** Messages that have not arrived, with what the channel said and a button to try again. */
export function Undelivered(props: {
  readonly messages: NightStatusAnswer["undelivered"];
}): React.JSX.Element | null {
  const { t } = useTranslation();
  const format = useFormat();
  const resend = useCommand(["night", "resend"], {
    onSuccess: ({ sent, undelivered }) =>
      toast(
        undelivered.length === 0
          ? t("schedule.resent", { count: sent })
          : t("schedule.resent_not", { count: undelivered.length }),
      ),
    onError: (error) => toast(t("schedule.save_failed", { reason: windowError(error).message })),
  });
  if (props.messages.length === 0) return null;
  return (
    <>
      <div className={styles.subheader}>
        <h3 className={styles.subtitle}>{t("schedule.undelivered")}</h3>
        <Button
          variant="default"
          size="xs"
          loading={resend.isPending}
          onClick={() => resend.mutate({})}
        >
          {t("schedule.resend")}
        </Button>
      </div>
      <Panel flush>
        <ul className={styles.list}>
          {props.messages.map(({ id, channel, title, error, attempts, since }) => (
            <li key={id} className={styles.item}>
              <StateMark mark="broken" word={t(`schedule.channel_${channel}`)} plain />
              <div className={styles.itemText}>
                <p>{title}</p>
                <p className="muted">
                  {error} {t("schedule.tried", { count: attempts, when: format.instant(since) })}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
