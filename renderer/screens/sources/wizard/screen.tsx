import { useTranslation } from "react-i18next";
import { useHost } from "#renderer/client/context.tsx";
import { Page } from "#renderer/components/page.tsx";
import { Skeletons } from "#renderer/components/skeletons.tsx";
import { useWizard } from "./use-wizard.ts";
import { Where } from "./where.tsx";
import { Working } from "./working.tsx";

/** Connects a source, one question at a time; nothing is saved before the person says so. */
export function WizardScreen(): React.JSX.Element {
  const { t } = useTranslation();
  const { host } = useHost();
  if (host === null) {
    return (
      <Page title={t("sources.wizard_title")}>
        <Skeletons rows={4} />
      </Page>
    );
  }
  return <ForWorkspace key={host.workspace.directory} workspace={host.workspace.directory} />;
}

function ForWorkspace({ workspace }: { readonly workspace: string }): React.JSX.Element {
  const wizard = useWizard(workspace);
  if (wizard.answers === null) return <Where onFound={wizard.set} />;
  return (
    <Working
      key={wizard.answers.origin.path}
      answers={wizard.answers}
      resumed={wizard.resumed}
      onChange={wizard.set}
    />
  );
}
