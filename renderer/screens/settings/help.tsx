import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { download } from "#renderer/client/files.ts";
import { useCommand } from "#renderer/client/queries.ts";
import { Panel, Section } from "#renderer/components/page.tsx";
import { toast } from "#renderer/components/toasts.tsx";
import { useFormat } from "#renderer/format/use-format.ts";
import { SettingRow } from "./setting-row.tsx";

/** The archive for whoever helps: made now, handed over, and its files named for who wants to look first. */
export function Help(): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const make = useCommand(["workspace", "supportBundle"], {
    onSuccess: ({ name, bytes }) => {
      download(name);
      toast(t("settings.bundle_made", { name, size: format.bytes(bytes) }));
    },
    onError: (error) => toast(t("settings.bundle_failed", { reason: windowError(error).message })),
  });
  const made = make.data;
  return (
    <Section title={t("settings.help")}>
      <Panel flush>
        <SettingRow
          title={t("settings.bundle")}
          sentence={
            made
              ? t("settings.bundle_look", {
                  path: made.path,
                  number: format.count(made.files.length),
                })
              : t("settings.bundle_text")
          }
          control={
            <Button
              variant="default"
              size="xs"
              loading={make.isPending}
              onClick={() => make.mutate({})}
            >
              {t("settings.bundle_make")}
            </Button>
          }
        />
      </Panel>
    </Section>
  );
}
