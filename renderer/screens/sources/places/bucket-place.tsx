import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyButton } from "#renderer/components/copy-button.tsx";
import { BucketChoice } from "./bucket-choice.tsx";
import {
  bucketFilledBy,
  type BucketField,
  type BucketForm,
  bucketFormOf,
  bucketOf,
  bucketProblems,
  EMPTY_BUCKET,
} from "./bucket-form.ts";
import type { PlaceProps } from "./database-place.tsx";
import { FormShell } from "./form-shell.tsx";
import { type PlaceFormState, usePlaceForm } from "./use-form.ts";
import styles from "./places.module.css";

/** A bucket of Amazon or of a service like it, and which of its files. */
export function BucketPlace(
  props: PlaceProps & { readonly pasted: string | null },
): React.JSX.Element {
  const { before, pasted } = props;
  const known = before?.kind === "s3" ? bucketFormOf(before) : EMPTY_BUCKET;
  const state = usePlaceForm({
    initial: (pasted === null ? null : bucketFilledBy(pasted, EMPTY_BUCKET)) ?? known,
    problems: bucketProblems,
    placeOf: bucketOf,
  });
  const { look, form } = state;
  const take = (text: string): boolean => {
    const filled = text.trim().startsWith("s3://") ? bucketFilledBy(text, form) : null;
    if (filled) state.change(filled);
    return filled !== null;
  };
  const { state: said } = look;
  return (
    <FormShell
      look={look}
      wrong={state.wrong}
      onSubmit={() => {
        if (!take(form.bucket)) state.submit();
      }}
      onPasted={take}
      fields={<Fields {...state} onTake={take} />}
      more={<MoreFields {...state} />}
      moreFields={["region", "profile"]}
      need={<Need bucket={form.bucket} />}
    >
      {said.kind === "said" && said.place.kind === "s3" && said.answer.tables.length > 0 && (
        <BucketChoice
          place={said.place}
          files={said.answer.tables}
          more={said.answer.more}
          onFound={props.onFound}
        />
      )}
    </FormShell>
  );
}

type State = PlaceFormState<BucketForm, BucketField, Problem>;
type Problem = NonNullable<ReturnType<typeof bucketProblems>[BucketField]>;

function useField({ form, wrong, problem, change }: State) {
  const { t } = useTranslation();
  return (name: BucketField) => {
    const found = problem(name);
    return {
      name,
      label: t(`places.bucket.${name}`),
      description: t(`places.bucket.${name}_hint`),
      value: form[name],
      error: found === undefined ? wrong === name : t(`places.problem.${found}`),
      spellCheck: false,
      autoComplete: "off",
      onChange: (event: { currentTarget: { value: string } }) =>
        change({ [name]: event.currentTarget.value }),
    };
  };
}

function Fields(props: State & { onTake(text: string): boolean }): React.JSX.Element {
  const field = useField(props);
  return (
    <>
      <TextInput {...field("bucket")} onBlur={() => props.onTake(props.form.bucket)} />
      <TextInput {...field("folder")} />
      <TextInput {...field("endpoint")} />
    </>
  );
}

function MoreFields(props: State): React.JSX.Element {
  const field = useField(props);
  return (
    <>
      <TextInput {...field("region")} />
      <TextInput {...field("profile")} />
    </>
  );
}

function Need({ bucket }: { readonly bucket: string }): React.JSX.Element {
  const { t } = useTranslation();
  const name = bucket.trim() || "bucket";
  const rights = `s3:ListBucket  arn:aws:s3:::${name}\ns3:GetObject   arn:aws:s3:::${name}/*`;
  return (
    <section className={styles.need}>
      <h2 className={styles.needTitle}>{t("places.bucket.need")}</h2>
      <p>{t("places.bucket.need_text")}</p>
      <p>{t("places.bucket.need_rights")}</p>
      <pre className={`${styles.sample} mono`}>{rights}</pre>
      <div>
        <CopyButton text={rights} />
      </div>
    </section>
  );
}
