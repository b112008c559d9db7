import { Button, TextInput } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type DragEvent, type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { hasFileDialog, pickFile, placeOf } from "#renderer/client/files.ts";
import { Page } from "#renderer/components/page.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { type Answers, fileName, originOf, startWith } from "../wizard-state.ts";
import { SheetTabs } from "./sheet-tabs.tsx";
import styles from "./wizard.module.css";

const KINDS = ".csv,.tsv,.txt,.json,.jsonl,.ndjson";

/** Where the data is: dropped, chosen, or named by its path. */
export function Where(props: { onFound(answers: Answers): void }): React.JSX.Element {
  const { t } = useTranslation();
  const { onFound } = props;
  const [busy, setBusy] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);

  const take = async (files: readonly File[]): Promise<void> => {
    const [file] = files;
    if (!file || busy !== null) return;
    setBusy(file.name);
    setSaid(files.length > 1 ? t("sources.drop_many", { name: file.name }) : null);
    try {
      const path = await placeOf(file);
      onFound(startWith(originOf(path), file.name));
    } catch (error) {
      const reason = error instanceof Error ? error.message : windowError(error).message;
      setSaid(t("sources.upload_failed", { name: file.name, reason }));
      setBusy(null);
    }
  };

  return (
    <Page
      title={t("sources.wizard_title")}
      above={
        <Link to="/sources" className={styles.link}>
          {t("sources.back")}
        </Link>
      }
      hero={t("sources.wizard_leave")}
    >
      <DropArea busy={busy} onFiles={(files) => void take(files)} />
      {said !== null && (
        <p className={styles.said} role="alert">
          <StateMark mark="warn" compact /> {said}
        </p>
      )}
      <ByPath onFound={onFound} />
    </Page>
  );
}

function DropArea(props: {
  readonly busy: string | null;
  onFiles(files: readonly File[]): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const { busy, onFiles } = props;
  const [over, setOver] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the button inside does the same by keyboard
    <section
      className={styles.drop}
      data-over={over}
      data-testid="drop-area"
      aria-label={t("sources.drop")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileImport size={32} stroke={1.4} aria-hidden />
      <h2 className={styles.dropTitle}>
        {busy === null ? t("sources.drop") : t("sources.drop_reading", { name: busy })}
      </h2>
      <p className={styles.dropText}>
        {t("sources.drop_text")}
        {!hasFileDialog() && <span className={styles.copy}>{t("sources.drop_copy")}</span>}
      </p>
      <ChooseButton busy={busy !== null} onBrowse={() => field.current?.click()} />
      <input
        ref={field}
        type="file"
        accept={KINDS}
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </section>
  );
}

function ChooseButton(props: { readonly busy: boolean; onBrowse(): void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Button loading={props.busy} onClick={props.onBrowse}>
      {t("sources.choose")}
    </Button>
  );
}

const WEB = /^https?:\/\//i;
const SHEET = /^(https:\/\/)?(docs|drive)\.google\.com\//i;

function ByPath(props: { onFound(answers: Answers): void }): React.JSX.Element {
  const { t } = useTranslation();
  const [path, setPath] = useState("");
  const [tried, setTried] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const clean = path.trim().replace(/^"(.*)"$/, "$1");
  const isSheet = SHEET.test(clean);
  const wrong =
    clean === ""
      ? t("sources.path_empty")
      : WEB.test(clean) && !isSheet
        ? t("sources.web_link")
        : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (wrong !== null) return;
    if (isSheet) setLink(clean);
    else props.onFound(startWith(originOf(clean), fileName(clean)));
  };
  const browse = async (): Promise<void> => {
    const chosen = await pickFile();
    if (chosen !== null) props.onFound(startWith(originOf(chosen), fileName(chosen)));
  };
  return (
    <>
      <form className={styles.path} onSubmit={submit}>
        <TextInput
          className={styles.pathField}
          label={t("sources.path")}
          description={t("sources.path_hint")}
          error={tried ? wrong : null}
          value={path}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t("sources.path_open")}
        </Button>
        {hasFileDialog() && (
          <Button variant="default" onClick={() => void browse()}>
            {t("sources.choose")}
          </Button>
        )}
      </form>
      {link !== null && link === clean && <SheetTabs link={link} onFound={props.onFound} />}
    </>
  );
}
