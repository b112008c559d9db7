import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAddress } from "./use-address.ts";
import { setOrDrop, without } from "./view/filters.ts";

/** The newest build, or what readers see. */
export function WhichResult(): React.JSX.Element {
  const { t } = useTranslation();
  const { search, change } = useAddress();
  return (
    <SegmentedControl
      aria-label={t("explore.which")}
      transitionDuration={0}
      value={search.published ? "published" : "build"}
      onChange={(value) =>
        change((before) =>
          setOrDrop(without(before, "row"), "published", value === "published" ? true : undefined),
        )
      }
      data={[
        { value: "build", label: t("explore.build") },
        { value: "published", label: t("explore.published") },
      ]}
    />
  );
}
