import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import type { OutputOf } from "#renderer/client/types.ts";
import { Panel, Section } from "#renderer/components/page.tsx";
import { QueryView } from "#renderer/components/query-view.tsx";
import { SettingRow } from "../setting-row.tsx";
import { CostRow } from "./cost-row.tsx";
import { PlaceForm } from "./place-form.tsx";
import { ScriptRow } from "./script-row.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import styles from "./target.module.css";
import type { Target } from "./target-model.ts";
import { TestRow } from "./test-row.tsx";
import { type TargetChange, useTarget } from "./use-target.ts";

type State = OutputOf<"target", "show">;

/** Where the work is done: this computer, or Snowflake as well. Secrets are in the keychain of this computer. */
export function TargetSection(): React.JSX.Element {
  const { t } = useTranslation();
  const state = useQueryOf(["target", "show"], {});
  return (
    <Section title={t("target.title")} text={t("target.text")}>
      <Panel flush>
        <QueryView query={state}>{(data) => <Choice state={data} />}</QueryView>
      </Panel>
    </Section>
  );
}

function Choice({ state }: { readonly state: State }): React.JSX.Element {
  const { t } = useTranslation();
  const change = useTarget();
  // Wanted but not set yet: nothing is saved before the account is named.
  const [wanted, setWanted] = useState(false);
  const { snowflake: target } = state;
  const choose = (where: string): void => {
    setWanted(where === "snowflake");
    if (where === "here" && target) change.leave(target);
  };
  return (
    <>
      <SettingRow
        title={t("target.picker")}
        sentence={t(target ? "target.snowflake" : "target.here_text")}
        control={
          <SegmentedControl
            aria-label={t("target.picker")}
            value={target || wanted ? "snowflake" : "here"}
            onChange={choose}
            data={[
              { value: "here", label: t("target.here") },
              { value: "snowflake", label: t("target.snowflake_short") },
            ]}
          />
        }
      >
        {target === null && wanted && (
          <PlaceForm
            target={null}
            pending={change.pending}
            onClose={() => setWanted(false)}
            onSave={(next) => void change.save(next)}
          />
        )}
      </SettingRow>
      {target && <Rows state={state} target={target} change={change} unsigned={wanted} />}
    </>
  );
}

function Rows(props: {
  readonly state: State;
  readonly target: Target;
  readonly change: TargetChange;
  /** Just set up: how to sign in is asked next. */
  readonly unsigned: boolean;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { state, target, change } = props;
  const [open, setOpen] = useState<"place" | "sign_in" | null>(props.unsigned ? "sign_in" : null);
  const close = (): void => setOpen(null);
  const closeWhen = (saved: boolean): void => (saved ? close() : undefined);
  const { account, user, role, warehouse, database } = target;
  const opener = (what: "place" | "sign_in") =>
    open === what ? null : (
      <Button
        variant="default"
        size="xs"
        aria-label={`${t("target.change")}: ${t(`target.${what}`)}`}
        onClick={() => setOpen(what)}
      >
        {t("target.change")}
      </Button>
    );
  return (
    <>
      <SettingRow
        title={t("target.place")}
        sentence={`${t("target.place_text", { account, user, role, warehouse })} ${t("target.place_database", { database })}`}
        control={opener("place")}
      >
        {open === "place" && (
          <PlaceForm
            target={target}
            pending={change.pending}
            onClose={close}
            onSave={(next) => void change.save(next).then(closeWhen)}
          />
        )}
      </SettingRow>
      <SettingRow
        title={t("target.sign_in")}
        sentence={useSignInText(state, target)}
        control={
          <span className={styles.inline}>
            {(state.has_secret || state.has_key) && open !== "sign_in" && (
              <Button variant="default" size="xs" onClick={change.forget}>
                {t("target.forget")}
              </Button>
            )}
            {opener("sign_in")}
          </span>
        }
      >
        {open === "sign_in" && (
          <SignInForm
            target={target}
            pending={change.pending}
            onClose={close}
            onSave={(next, secrets) => void change.save(next, secrets).then(closeWhen)}
          />
        )}
      </SettingRow>
      <CostRow target={target} pending={change.pending} onSave={(next) => void change.save(next)} />
      <TestRow
        key={`${change.saves} ${JSON.stringify(state)}`}
        target={target}
        disabled={change.pending}
      />
      <ScriptRow />
    </>
  );
}

function useSignInText({ has_key, has_secret }: State, { sign_in }: Target): string {
  const { t } = useTranslation();
  if (sign_in.kind === "browser") return t("target.browser_text");
  const secret = t(has_secret ? "target.secret_kept" : "target.secret_none");
  if (sign_in.kind !== "key_pair") return `${t(`target.${sign_in.kind}_text`)} ${secret}`;
  if (sign_in.key_file === null && !has_key) return t("target.key_pair_none");
  const key =
    sign_in.key_file === null
      ? t("target.key_pair_kept")
      : t("target.key_pair_file", { file: sign_in.key_file });
  return has_secret ? `${key} ${secret}` : key;
}
