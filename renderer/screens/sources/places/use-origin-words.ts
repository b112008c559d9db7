import { useTranslation } from "react-i18next";
import { isTableName, parseBucketPath } from "#contract/addresses.ts";
import { namesOf, type TableOrigin } from "./failures.ts";

/** Where a source elsewhere comes from, in sentences. */
export function useOriginWords(): (origin: TableOrigin) => string {
  const { t } = useTranslation();
  return (origin) => {
    if (origin.kind === "rest") {
      const { path: address, list } = origin;
      return list === undefined
        ? t("places.detail.rest", { address })
        : t("places.detail.rest_list", { address, list });
    }
    if (origin.kind !== "s3") {
      const { host = "", database = "", user = "", table = "", column = "" } = namesOf(origin);
      const where = t(`places.detail.${origin.kind}`, { host, database, user, table });
      return column === "" ? where : `${where} ${t("places.detail.new_rows", { column })}`;
    }
    const { bucket = "", prefix = "" } = parseBucketPath(origin.path) ?? {};
    const { endpoint, profile } = origin;
    return [
      prefix === ""
        ? t("places.detail.s3_all", { bucket })
        : isTableName(prefix)
          ? t("places.detail.s3_file", { file: prefix, bucket })
          : t("places.detail.s3_folder", { folder: prefix, bucket }),
      ...(endpoint === undefined ? [] : [t("places.detail.s3_at", { endpoint })]),
      profile === undefined
        ? t("places.detail.s3_usual")
        : t("places.detail.s3_profile", { profile }),
    ].join(" ");
  };
}
