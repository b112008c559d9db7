import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "#renderer/components/copy-button.tsx";
import type { Answers } from "../wizard-state.ts";
import { looksLikeAddress, type TlsMode } from "./address-text.ts";
import {
  type DatabaseField,
  type DatabaseForm,
  databasePlace,
  databaseProblems,
  EMPTY_DATABASE,
  filledBy,
  formOf,
  PORTS,
} from "./database-form.ts";
import type { RemoteOrigin } from "./failures.ts";
import { FormShell } from "./form-shell.tsx";
import { SecretField } from "./secret-field.tsx";
import { TableChoice } from "./table-choice.tsx";
import { usePlaceForm } from "./use-form.ts";
import styles from "./places.module.css";

type Note = "filled" | "filled_password" | "apart" | null;

export interface PlaceProps {
  /** A place somebody comes back from. */
  readonly before: RemoteOrigin | null;
  onFound(answers: Answers): void;
}

/** A database: where it is, who reads, and which of its tables. */
export function DatabasePlace(
  props: PlaceProps & { readonly pasted: string | null },
): React.JSX.Element {
  const { before, pasted } = props;
  const known = before !== null && "path" in before && isDatabase(before) ? formOf(before) : null;
  const given = pasted === null ? null : filledBy(pasted, EMPTY_DATABASE);
  const state = usePlaceForm({
    initial: given?.form ?? known ?? EMPTY_DATABASE,
    secret: given?.password ?? "",
    problems: databaseProblems,
    placeOf: databasePlace,
  });
  const [note, setNote] = useState<Note>(
    pasted === null ? null : given === null ? "apart" : noteOf(given.password),
  );
  const { form, look } = state;
  const change: typeof state.change = (fields) => {
    if (note === "apart") setNote(null);
    state.change(fields);
  };
  /** Takes an address apart wherever it lands. */
  const take = (text: string): boolean => {
    if (!looksLikeAddress(text)) return false;
    const filled = filledBy(text, form);
    state.change(filled?.form ?? { host: "" });
    if (filled?.password) state.setSecret(filled.password);
    setNote(filled === null ? "apart" : noteOf(filled.password));
    return true;
  };
  return (
    <FormShell
      look={look}
      wrong={state.wrong}
      onSubmit={() => {
        if (!take(form.host)) state.submit();
      }}
      onPasted={take}
      fields={<Fields {...state} change={change} note={note} onTake={take} />}
      more={<MoreFields {...state} />}
      moreFields={["tls", "ca_file"]}
      need={<Need form={form} />}
    >
      {look.state.kind === "said" && isDatabase(look.state.place) && (
        <TableChoice
          place={look.state.place}
          tables={look.state.answer.tables}
          more={look.state.answer.more}
          onFound={props.onFound}
        />
      )}
    </FormShell>
  );
}

const noteOf = (password: string | null): Note =>
  password === null ? "filled" : "filled_password";

export function isDatabase<Origin extends { readonly kind: string }>(
  origin: Origin,
): origin is Extract<Origin, { kind: "postgres" | "mysql" }> {
  return origin.kind === "postgres" || origin.kind === "mysql";
}

type FormState = ReturnType<typeof usePlaceForm<DatabaseForm, DatabaseField, NonNullable<Problem>>>;
type Problem = ReturnType<typeof databaseProblems>[DatabaseField];

function Fields(
  props: FormState & { readonly note: Note; onTake(text: string): boolean },
): React.JSX.Element {
  const { t } = useTranslation();
  const { form, secret, wrong, note, problem, change, setSecret, onTake } = props;
  const field = (name: "host" | "port" | "database" | "user") => {
    const found = problem(name);
    return {
      name,
      value: form[name],
      error: found === undefined ? wrong === name : t(`places.problem.${found}`),
      spellCheck: false,
      autoComplete: "off",
      onChange: (event: { currentTarget: { value: string } }) =>
        change({ [name]: event.currentTarget.value }),
    };
  };
  const host = field("host");
  return (
    <>
      <SegmentedControl
        aria-label={t("places.database.kind")}
        value={form.kind}
        onChange={(kind) => change({ kind: kind === "mysql" ? "mysql" : "postgres" })}
        data={(["postgres", "mysql"] as const).map((value) => ({
          value,
          label: t(`places.database.${value}`),
        }))}
      />
      <div className={styles.hostPort}>
        <TextInput
          {...host}
          label={t("places.database.host")}
          description={t("places.database.host_hint")}
          error={note === "apart" ? t("places.problem.address_apart") : host.error}
          onBlur={() => onTake(form.host)}
        />
        <TextInput
          {...field("port")}
          label={t("places.database.port")}
          description={t("places.database.port_hint", { port: PORTS[form.kind] })}
          inputMode="numeric"
        />
      </div>
      {(note === "filled" || note === "filled_password") && (
        <p className={styles.filled} role="status">
          {t(`places.database.${note}`)}
        </p>
      )}
      <TextInput {...field("database")} label={t("places.database.name")} />
      <TextInput {...field("user")} label={t("places.database.user")} />
      <SecretField
        name="password"
        label={t("places.database.password")}
        empty={t("places.database.secret_empty")}
        value={secret}
        error={wrong === "password"}
        onChange={setSecret}
      />
    </>
  );
}

const TLS = ["", "verify", "verify-ca", "require", "off"] as const;

function MoreFields({ form, wrong, change }: FormState): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <Select
        name="tls"
        label={t("places.database.tls")}
        allowDeselect={false}
        error={wrong === "tls"}
        value={form.tls}
        onChange={(mode) => change({ tls: (mode ?? "") as TlsMode | "" })}
        data={TLS.map((value) => ({ value, label: t(`places.database.tls_${value || "usual"}`) }))}
      />
      <TextInput
        name="ca_file"
        label={t("places.database.ca")}
        description={t("places.database.ca_hint")}
        error={wrong === "ca_file"}
        spellCheck={false}
        value={form.ca_file}
        onChange={(event) => change({ ca_file: event.currentTarget.value })}
      />
    </>
  );
}

/** Statements that make a user who may only read. */
function statements({ kind, database, user }: DatabaseForm): string {
  const who = /^\w+$/.test(user) ? user : "medallion";
  const what = /^\w+$/.test(database) ? database : "shop";
  return kind === "postgres"
    ? `create role ${who} login password '…';\ngrant usage on schema public to ${who};\ngrant select on all tables in schema public to ${who};`
    : `create user '${who}'@'%' identified by '…';\ngrant select on ${what}.* to '${who}'@'%';`;
}

function Need({ form }: { readonly form: DatabaseForm }): React.JSX.Element {
  const { t } = useTranslation();
  const sql = statements(form);
  return (
    <section className={styles.need}>
      <h2 className={styles.needTitle}>{t("places.database.need")}</h2>
      <p>{t("places.database.need_text")}</p>
      <pre className={`${styles.sample} mono`}>{sql}</pre>
      <div>
        <CopyButton text={sql} label={t("places.database.need_copy")} />
      </div>
    </section>
  );
}
