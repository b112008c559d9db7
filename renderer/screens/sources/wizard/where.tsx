import { Button, TextInput } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type DragEvent, type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isBucketPath } from "#contract/addresses.ts";
import { windowError } from "#renderer/client/errors.ts";
import { hasFileDialog, pickFile, placeOf } from "#renderer/client/files.ts";
import { Page } from "#renderer/components/page.tsx";
import { StateMark } from "#renderer/components/state-mark.tsx";
import { looksLikeAddress } from "../places/address-text.ts";
import { BucketPlace } from "../places/bucket-place.tsx";
import { DatabasePlace } from "../places/database-place.tsx";
import { groupOf, type RemoteOrigin } from "../places/failures.ts";
import type { From } from "../places/from.ts";
import { PlaceKinds } from "../places/place-kinds.tsx";
import { ServicePlace } from "../places/service-place.tsx";
import { type Answers, fileName, originOf, startWith } from "../wizard-state.ts";
import { SheetTabs } from "./sheet-tabs.tsx";
import styles from "./wizard.module.css";

const KINDS = ".csv,.tsv,.txt,.json,.jsonl,.ndjson";

/** Where the data is: a file, a sheet, or a service elsewhere. */
export function Where(props: {
  /** What somebody comes back from, to change it. */
  readonly before: RemoteOrigin | null;
  onFound(answers: Answers): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/sources/new" });
  const search = useSearch({ from: "/sources/new" });
  const { before, onFound } = props;
  const from: From = search.from ?? (before === null ? "file" : groupOf(before));
  // An address may hold a password: it is handed on in memory, never in the link.
  const [pasted, setPasted] = useState<string | null>(null);
  const go = (next: From, text: string | null = null): void => {
    setPasted(text);
    void navigate({ search: { from: next }, replace: true });
  };
  const place = { before, onFound, pasted };
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
      <PlaceKinds value={from} onChange={go} />
      {from === "file" && <OnThisComputer onFound={onFound} onElsewhere={go} />}
      {from === "database" && <DatabasePlace {...place} />}
      {from === "bucket" && <BucketPlace {...place} />}
      {from === "service" && <ServicePlace before={before} onFound={onFound} />}
    </Page>
  );
}

/** Dropped, chosen, or named by its path; a link to a sheet goes the same way. */
function OnThisComputer(props: {
  onFound(answers: Answers): void;
  onElsewhere(from: From, text: string): void;
}): React.JSX.Element {
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
    <>
      <DropArea busy={busy} onFiles={(files) => void take(files)} />
      {said !== null && (
        <p className={styles.said} role="alert">
          <StateMark mark="warn" compact /> {said}
        </p>
      )}
      <ByPath onFound={onFound} onElsewhere={props.onElsewhere} />
    </>
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

/** Addresses of databases and buckets have forms of their own. */
function elsewhere(text: string): From | null {
  if (looksLikeAddress(text)) return "database";
  return isBucketPath(text) ? "bucket" : null;
}

function ByPath(props: {
  onFound(answers: Answers): void;
  onElsewhere(from: From, text: string): void;
}): React.JSX.Element {
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
    const place = elsewhere(clean);
    if (place !== null) props.onElsewhere(place, clean);
    else if (isSheet) setLink(clean);
    else props.onFound(startWith(originOf(clean), fileName(clean)));
  };
  const browse = async (): Promise<void> => {
    const chosen = await pickFile();
    if (chosen !== null) props.onFound(startWith(originOf(chosen), fileName(chosen)));
  };
  return (
    <>
      <form
        className={styles.path}
        onSubmit={submit}
        onPaste={(event) => {
          const text = event.clipboardData.getData("text").trim();
          const place = elsewhere(text);
          if (place === null) return;
          event.preventDefault();
          props.onElsewhere(place, text);
        }}
      >
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
