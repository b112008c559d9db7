import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useHost } from "#renderer/client/context.tsx";
import { useQueryOf } from "#renderer/client/queries.ts";
import { Page } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { isRemote, type RemoteOrigin } from "../places/failures.ts";
import type { Answers } from "../wizard-state.ts";
import { useWizard } from "./use-wizard.ts";
import { Where } from "./where.tsx";
import { Working } from "./working.tsx";

/** Connects a source, one question at a time; nothing is saved before the person says so. */
export function WizardScreen(): React.JSX.Element {
  const { host } = useHost();
  if (host === null) return <Waiting />;
  return <ForWorkspace key={host.workspace.directory} workspace={host.workspace.directory} />;
}

function Waiting(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Page title={t("sources.wizard_title")}>
      <Skeletons rows={4} />
    </Page>
  );
}

function ForWorkspace({ workspace }: { readonly workspace: string }): React.JSX.Element {
  const wizard = useWizard(workspace);
  const [before, setBefore] = useState<RemoteOrigin | null>(null);
  const set = (answers: Answers | null): void => {
    const left = wizard.answers?.origin;
    if (answers === null && left !== undefined) setBefore(isRemote(left) ? left : null);
    wizard.set(answers);
  };
  // Another table of a database that is connected already: its fields are known.
  const { like } = useSearch({ from: "/sources/new" });
  const known = useQueryOf(
    ["sources", "get"],
    { id: like ?? "" },
    { enabled: like !== undefined, keep: false },
  );
  if (like !== undefined && wizard.answers === null && known.isLoading) return <Waiting />;
  if (wizard.answers === null) {
    const origin = like === undefined ? undefined : known.data?.source.origin;
    const alike = origin !== undefined && isRemote(origin) ? origin : null;
    return <Where key={like} before={alike ?? before} onFound={set} />;
  }
  return (
    <Working
      key={JSON.stringify(wizard.answers.origin)}
      answers={wizard.answers}
      resumed={wizard.resumed}
      onChange={set}
    />
  );
}
