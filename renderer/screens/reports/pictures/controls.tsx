import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "#renderer/format/use-format.ts";
import { useReportAddress } from "../use-report-address.ts";

/** Months newest first; with `all`, none in particular may be chosen. */
export function MonthPicker(props: {
  readonly months: readonly string[];
  readonly month: string | undefined;
  readonly unfinished?: string | undefined;
  readonly all?: boolean;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { set } = useReportAddress();
  const name = (month: string): string => {
    if (month === "") return t("reports.no_month");
    const text = format.month(month);
    return month === props.unfinished ? t("reports.so_far", { month: text }) : text;
  };
  const data = props.months.map((month) => ({ value: `m${month}`, label: name(month) }));
  return (
    <NativeSelect
      size="xs"
      aria-label={t("reports.month")}
      value={props.month === undefined ? "all" : `m${props.month}`}
      onChange={(event) => {
        const { value } = event.currentTarget;
        set("month", value === "all" ? undefined : value.slice(1));
      }}
      data={props.all ? [{ value: "all", label: t("reports.all_months") }, ...data] : data}
    />
  );
}

/** One of a few kinds of rows; the first is the default and does not stand in the address. */
export function Pick(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}): React.JSX.Element {
  const { set } = useReportAddress();
  const { label, value, choices } = props;
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      transitionDuration={0}
      value={value}
      onChange={(chosen) => set("pick", chosen === choices[0]?.value ? undefined : chosen)}
      data={choices.map((choice) => ({ ...choice }))}
    />
  );
}
