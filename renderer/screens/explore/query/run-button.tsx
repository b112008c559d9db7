import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAddress } from "../use-address.ts";
import { isBusy, useSqlQuery } from "./query-provider.tsx";

/** Opens the drawer; with the drawer open, runs what is written, or stops it. */
export function QueryButton(): React.JSX.Element {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  const { text, state, run, stop } = useSqlQuery();
  if (!search.query) {
    return (
      <Button onClick={() => change((before) => ({ ...before, query: true }))}>
        {t("explore.open_query")}
      </Button>
    );
  }
  if (isBusy(state)) {
    const stopping = state.status === "stopping";
    return (
      <Button variant="default" onClick={stop} disabled={stopping}>
        {stopping ? t("explore.query_stopping") : t("explore.query_stop")}
      </Button>
    );
  }
  return (
    <Button onClick={run} disabled={text.trim() === ""}>
      {t("explore.run_query")}
    </Button>
  );
}
