import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useQueryOf } from "#renderer/client/queries.ts";
import * as dates from "./dates.ts";
import * as numbers from "./numbers.ts";

/** Day before month and a 24-hour clock, as the workspaces of this product write. */
const LOCALES: Readonly<Record<string, string>> = { en: "en-GB", de: "de-DE" };

type Numeric = numbers.Numeric;
type Text = string | null | undefined;

/** Every format of numbers and dates, bound to habits. */
export function formatsOf(habits: numbers.Habits) {
  return {
    habits,
    count: (value: Numeric) => numbers.formatCount(value, habits),
    decimal: (value: Numeric, digits?: number) => numbers.formatDecimal(value, habits, digits),
    money: (value: Numeric, digits?: number) => numbers.formatMoney(value, habits, digits),
    percent: (value: Numeric, digits?: number) => numbers.formatPercent(value, habits, digits),
    compact: (value: Numeric, unit?: numbers.Unit) => numbers.formatCompact(value, habits, unit),
    unit: (value: Numeric, unit: numbers.Unit) => numbers.formatUnit(value, unit, habits),
    delta: (value: Numeric, unit: numbers.Unit) => numbers.formatDelta(value, unit, habits),
    change: (percent: Numeric) => numbers.formatChange(percent, habits),
    share: (part: number, whole: number) => numbers.formatShare(part, whole, habits),
    bytes: (value: Numeric) => numbers.formatBytes(value, habits),
    seconds: (value: Numeric) => numbers.formatSeconds(value, habits),
    instant: (value: Text) => dates.formatInstant(value, habits),
    clock: (value: Text) => dates.formatClock(value, habits),
    day: (value: Text) => dates.formatDay(value, habits),
    month: (value: Text) => dates.formatMonth(value, habits),
    monthTick: (value: string, before?: string) => dates.formatMonthTick(value, habits, before),
  };
}

export type Formats = ReturnType<typeof formatsOf>;

/** Formats in the window's language, with the workspace's currency and time zone. */
export function useFormat(): Formats {
  const { i18n } = useTranslation();
  const { data } = useQueryOf(["workspace", "info"], {});
  const currency = data?.currency ?? "EUR";
  const timeZone = data?.time_zone ?? "UTC";
  return useMemo(
    () => formatsOf({ locale: LOCALES[i18n.language] ?? "en-GB", currency, timeZone }),
    [i18n.language, currency, timeZone],
  );
}
