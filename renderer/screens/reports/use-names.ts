import { useQueryOf } from "#renderer/client/queries.ts";

/** The label of a report; its name until labels are known. */
export function useReportNames(): (name: string) => string {
  const { data } = useQueryOf(["reports", "list"], {});
  return (name) => data?.find((report) => report.name === name)?.label ?? name;
}
