import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PlaceProps } from "./database-place.tsx";
import { FormShell } from "./form-shell.tsx";
import { ListChoice } from "./list-choice.tsx";
import { SecretField } from "./secret-field.tsx";
import {
  EMPTY_SERVICE,
  type PagingKind,
  type ServiceField,
  serviceFilledBy,
  type ServiceForm,
  serviceFormOf,
  serviceOf,
  serviceProblems,
} from "./service-form.ts";
import { type PlaceFormState, usePlaceForm } from "./use-form.ts";
import styles from "./places.module.css";

/** A web service that answers with JSON, and which list in its answers. */
export function ServicePlace(props: PlaceProps): React.JSX.Element {
  const { before } = props;
  const state = usePlaceForm({
    initial: before?.kind === "rest" ? serviceFormOf(before) : EMPTY_SERVICE,
    problems: serviceProblems,
    placeOf: serviceOf,
  });
  const [filled, setFilled] = useState(false);
  const { look, form } = state;
  const take = (text: string): boolean => {
    const found = serviceFilledBy(text);
    if (!found) return false;
    state.change({ address: found.address });
    state.setSecret(found.token);
    setFilled(true);
    return true;
  };
  const { state: said } = look;
  return (
    <FormShell
      look={look}
      wrong={state.wrong}
      onSubmit={() => {
        if (!take(form.address)) state.submit();
      }}
      onPasted={take}
      fields={<Fields {...state} filled={filled} onTake={take} />}
      more={<MoreFields {...state} />}
      moreFields={["header", "per_minute"]}
      need={<Need />}
    >
      {said.kind === "said" && said.place.kind === "rest" && (
        <ListChoice place={said.place} lists={said.answer.tables} onFound={props.onFound} />
      )}
    </FormShell>
  );
}

type Problem = NonNullable<ReturnType<typeof serviceProblems>[ServiceField]>;
type State = PlaceFormState<ServiceForm, ServiceField, Problem>;

function useField({ form, wrong, problem, change }: State) {
  const { t } = useTranslation();
  return (name: keyof ServiceForm) => {
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
}

function Fields(
  props: State & { readonly filled: boolean; onTake(text: string): boolean },
): React.JSX.Element {
  const { t } = useTranslation();
  const { form, secret, wrong, setSecret } = props;
  const field = useField(props);
  return (
    <>
      <TextInput
        {...field("address")}
        label={t("places.service.address")}
        description={t("places.service.address_hint")}
        onBlur={() => props.onTake(form.address)}
      />
      {props.filled && (
        <p className={styles.filled} role="status">
          {t("places.service.filled")}
        </p>
      )}
      <SecretField
        name="token"
        label={t("places.service.token")}
        empty={t("places.service.secret_empty")}
        value={secret}
        error={wrong === "token"}
        onChange={setSecret}
      />
      <Paging {...props} />
    </>
  );
}

const PAGINGS = ["none", "link", "page", "cursor"] as const;

function Paging(props: State): React.JSX.Element {
  const { t } = useTranslation();
  const { form, change } = props;
  const field = useField(props);
  const { paging } = form;
  return (
    <>
      <Select
        label={t("places.service.paging")}
        allowDeselect={false}
        value={paging}
        onChange={(kind) => change({ paging: (kind ?? "none") as PagingKind })}
        data={PAGINGS.map((value) => ({ value, label: t(`places.service.paging_${value}`) }))}
      />
      {(paging === "page" || paging === "cursor") && (
        <div className={styles.pair}>
          {paging === "cursor" && (
            <TextInput
              {...field("next")}
              label={t("places.service.next")}
              description={t("places.service.next_hint")}
            />
          )}
          <TextInput
            {...field("parameter")}
            label={t(`places.service.parameter_${paging}`)}
            description={t(`places.service.parameter_${paging}_hint`)}
          />
        </div>
      )}
    </>
  );
}

function MoreFields(props: State): React.JSX.Element {
  const { t } = useTranslation();
  const field = useField(props);
  return (
    <div className={styles.pair}>
      <TextInput
        {...field("header")}
        label={t("places.service.header")}
        description={t("places.service.header_hint")}
      />
      <TextInput
        {...field("per_minute")}
        inputMode="numeric"
        label={t("places.service.per_minute")}
        description={t("places.service.per_minute_hint")}
      />
    </div>
  );
}

const SAMPLE = `{
  "orders": [
    { "order_id": "A-1", "total": "20.50" },
    { "order_id": "A-2", "total": "15.00" }
  ]
}`;

function Need(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <section className={styles.need}>
      <h2 className={styles.needTitle}>{t("places.service.need")}</h2>
      <p>{t("places.service.need_text")}</p>
      <pre className={`${styles.sample} mono`}>{SAMPLE}</pre>
    </section>
  );
}
