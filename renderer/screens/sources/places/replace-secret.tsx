import { Button } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "#renderer/components/error-panel.tsx";
import { toast } from "#renderer/components/toasts.tsx";
import { Verdict } from "./diagnosis.tsx";
import { namesOf, type TableOrigin } from "./failures.ts";
import { SecretField } from "./secret-field.tsx";
import { useFailure } from "./use-failure.ts";
import { useLook } from "./use-look.ts";
import styles from "./places.module.css";

/** Another password or token: tried first, and kept only when it works. */
export function ReplaceSecret(props: {
  readonly origin: TableOrigin;
  readonly word: "password" | "token";
  onDone(): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { origin, word, onDone } = props;
  const say = useFailure();
  const look = useLook();
  const [secret, setSecret] = useState("");
  const { state } = look;
  const done = state.kind === "said" && state.answer.reachable && state.unkept === null;
  useEffect(() => {
    if (!done) return;
    toast(t("places.detail.replaced", { where: namesOf(origin)["host"] ?? "" }));
    onDone();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when it is kept
  }, [done]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (secret !== "") look.ask(origin, secret, () => setSecret(""));
  };
  const failed =
    state.kind === "said" && !state.answer.reachable ? say(origin, state.answer) : null;
  const broken = state.kind === "failed" ? state.error : state.kind === "said" && state.unkept;
  return (
    <form className={styles.replace} onSubmit={submit} autoComplete="off">
      <SecretField
        name={word}
        label={t(`places.detail.new_${word}`)}
        value={secret}
        error={failed !== null}
        onChange={(next) => {
          setSecret(next);
          look.clear();
        }}
      />
      <div className={styles.buttons}>
        <Button type="submit" size="xs" disabled={secret === ""} loading={state.kind === "asking"}>
          {t("places.detail.replace")}
        </Button>
        <Button variant="default" size="xs" onClick={onDone}>
          {t("places.detail.cancel")}
        </Button>
      </div>
      {failed !== null && (
        <Verdict
          mark="broken"
          text={failed.text}
          todo={[failed.todo, t("places.detail.unlike")].filter(Boolean).join(" ")}
        />
      )}
      {broken && <ErrorPanel title={t("places.secret_not_kept")} error={broken} />}
    </form>
  );
}
