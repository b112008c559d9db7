import { Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand } from "#renderer/client/queries.ts";
import { Panel } from "#renderer/components/page.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { toast, undoToast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { dayAfter, futureDay, type NightStatusAnswer, screenOf } from "./night-model.ts";
import styles from "./schedule.module.css";

type Incident = NightStatusAnswer["incidents"][number];

/** What is wrong and not healed, each root cause once. */
export function Incidents(props: {
  readonly incidents: readonly Incident[];
}): React.JSX.Element | null {
  const { t } = useTranslation();
  if (props.incidents.length === 0) return null;
  return (
    <>
      <h3 className={styles.subtitle}>{t("schedule.waits")}</h3>
      <Panel flush>
        <ul className={styles.list}>
          {props.incidents.map((incident) => (
            <IncidentRow key={incident.id} incident={incident} />
          ))}
        </ul>
      </Panel>
    </>
  );
}

function useMuting() {
  const { t } = useTranslation();
  const onError = (error: Error): void =>
    toast(t("schedule.save_failed", { reason: windowError(error).message }));
  const unmute = useCommand(["night", "unmute"], { onError });
  const mute = useCommand(["night", "mute"], {
    onError,
    onSuccess: ({ incident }) => undoToast(t("schedule.muted"), () => unmute.mutate({ incident })),
  });
  return { mute, unmute };
}

function IncidentRow({ incident }: { readonly incident: Incident }): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const { mute, unmute } = useMuting();
  const { id, title, text, affects, since, muted } = incident;
  const more = affects.length > 0 ? t("schedule.touches", { what: affects.join(", ") }) : "";
  return (
    <li className={styles.item}>
      <StateMark
        mark={muted ? "unknown" : "warn"}
        {...(muted && { word: t("schedule.is_muted") })}
      />
      <div className={styles.itemText}>
        <p className={styles.itemTitle}>{title}</p>
        <p>{[text, more].filter(Boolean).join(" ")}</p>
        <p className="muted">
          {t("schedule.since", { when: format.instant(since) })}
          {muted &&
            ` · ${t("schedule.muted_until", { day: format.day(muted.until), reason: muted.reason })}`}
        </p>
      </div>
      <div className={styles.itemButtons}>
        <Link {...screenOf(incident.screen)} className={styles.link}>
          {t("schedule.look")}
        </Link>
        {muted ? (
          <Button
            variant="default"
            size="xs"
            aria-label={`${t("schedule.unmute")}: ${title}`}
            onClick={() => unmute.mutate({ incident: id })}
          >
            {t("schedule.unmute")}
          </Button>
        ) : (
          !asking && (
            <Button
              variant="default"
              size="xs"
              aria-label={`${t("schedule.mute")}: ${title}`}
              onClick={() => setAsking(true)}
            >
              {t("schedule.mute")}
            </Button>
          )
        )}
      </div>
      {asking && (
        <MuteForm
          onClose={() => setAsking(false)}
          onSave={(reason, until) => mute.mutate({ incident: id, reason, until })}
        />
      )}
    </li>
  );
}

/** Why, and until when: others read it, and it ends by itself. */
function MuteForm(props: {
  onSave(reason: string, until: string): void;
  onClose(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [now] = useState(() => new Date());
  const [until, setUntil] = useState(dayAfter(now, 7));
  const day = futureDay(until, now);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === "" || day === null) return;
    props.onSave(reason.trim(), day);
    props.onClose();
  };
  return (
    <form className={styles.muteForm} onSubmit={submit}>
      <TextInput
        label={t("schedule.mute_reason")}
        description={t("schedule.mute_reason_hint")}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t("schedule.mute_until")}
        description={t("schedule.mute_until_hint")}
        value={until}
        error={day === null ? t("schedule.mute_until_wrong") : null}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <div className={styles.itemButtons}>
        <Button type="submit" size="xs" disabled={reason.trim() === "" || day === null}>
          {t("schedule.mute")}
        </Button>
        <Button variant="default" size="xs" onClick={props.onClose}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
