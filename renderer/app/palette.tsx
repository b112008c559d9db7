import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import { useWindowActions, useWorkActions } from "./palette-actions.ts";
import { SCREENS } from "./screens.ts";

/** Things with a name that can be opened; asked for when the palette first opens. */
function useNamed(enabled: boolean): SpotlightActionGroupData["actions"] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const sources = useQueryOf(["sources", "list"], {}, { enabled });
  const reports = useQueryOf(["reports", "list"], {}, { enabled });
  const tables = useQueryOf(["explore", "tables"], {}, { enabled });
  const open = (to: string) => () => void navigate({ to });
  return [
    ...(sources.data ?? []).map(({ id, name }) => ({
      id: `source:${id}`,
      label: name,
      description: t("shell.kind_source"),
      onClick: open(`/sources/${encodeURIComponent(id)}`),
    })),
    ...(reports.data ?? []).map(({ name, label }) => ({
      id: `report:${name}`,
      label,
      description: t("shell.kind_report"),
      onClick: open(`/reports/${encodeURIComponent(name)}`),
    })),
    ...(tables.data ?? []).map(({ table, label }) => ({
      id: `table:${table}`,
      label,
      description: `${t("shell.kind_table")} ${table}`,
      onClick: open(`/explore/${encodeURIComponent(table)}`),
    })),
  ];
}

/** Ctrl-K: every screen, every action, and everything that has a name. */
export function Palette(): React.JSX.Element {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [used, setUsed] = useState(false);
  const work = useWorkActions();
  const windowActions = useWindowActions();
  const named = useNamed(used);
  const groups: SpotlightActionGroupData[] = [
    {
      group: t("shell.group_do"),
      actions: work.map(({ id, label, run }) => ({ id, label, onClick: run })),
    },
    {
      group: t("shell.group_go"),
      actions: SCREENS.map(({ area, to, Icon }) => ({
        id: area,
        label: t(`${area}.title`),
        leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
        onClick: () => void navigate({ to }),
      })),
    },
    {
      group: t("shell.group_window"),
      actions: windowActions.map(({ id, label, run }) => ({ id, label, onClick: run })),
    },
    { group: t("shell.group_open"), actions: named },
  ];
  return (
    <Spotlight
      actions={groups}
      shortcut="mod + K"
      onSpotlightOpen={() => setUsed(true)}
      nothingFound={t("shell.nothing")}
      limit={30}
      scrollable
      maxHeight={440}
      highlightQuery
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      title={t("shell.search")}
      classNames={{ header: "hidden-text" }}
      styles={{ content: { background: "var(--overlay)" } }}
      searchProps={{ placeholder: t("shell.search"), "aria-label": t("shell.search") }}
    />
  );
}
