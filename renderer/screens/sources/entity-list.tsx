import { useTranslation } from "react-i18next";
import type { EntityName } from "#contract/entities.ts";

/** `Orders, Order lines`: what a source feeds, in the person's language. */
export function useEntityList(): (entities: readonly EntityName[]) => string {
  const { t } = useTranslation();
  return (entities) => entities.map((entity) => t(`sources.entity.${entity}`)).join(", ");
}

/** What one of our columns is called; a name we do not know is shown as it is. */
export function useColumnName(): (column: string) => string {
  const { t } = useTranslation();
  return (column) => t(`sources.column.${column}` as "sources.column.name", column);
}
