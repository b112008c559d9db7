import { useTranslation } from "react-i18next";
import { formatsOf, useFormat } from "#renderer/format/use-format.ts";
import { type Field, TypedSetting } from "../editor.tsx";
import { amount, type Target, withCost } from "./target-model.ts";

/** The cap on what a run may be estimated at, and what a credit costs. */
export function CostRow(props: {
  readonly target: Target;
  readonly pending: boolean;
  onSave(target: Target): void;
}): React.JSX.Element {
  const { t } = useTranslation();
  const format = useFormat();
  const { target, pending, onSave } = props;
  const { credit_cap: cap, credit_price: price } = target;
  const wrong = (text: string): string | null =>
    amount(text) === undefined ? t("target.cap_wrong") : null;
  const fields: readonly Field[] = [
    {
      name: "cap",
      label: t("target.cap"),
      hint: t("target.cap_hint"),
      value: cap === undefined ? "" : String(cap),
      wrong,
    },
    {
      name: "price",
      label: t("target.price"),
      hint: t("target.price_hint"),
      value: price === undefined ? "" : String(price.amount),
      wrong,
    },
    {
      name: "currency",
      label: t("target.currency"),
      value: price?.currency ?? "USD",
      wrong: (text) => (/^[A-Za-z]{3}$/.test(text.trim()) ? null : t("target.currency_wrong")),
    },
  ];
  const money = price && formatsOf({ ...format.habits, currency: price.currency });
  return (
    <TypedSetting
      title={t("target.cost")}
      sentence={[
        cap === undefined
          ? t("target.cost_no_cap")
          : t("target.cost_cap", { credits: format.decimal(cap, 2) }),
        ...(money ? [t("target.cost_price", { price: money.money(price.amount, 2) })] : []),
      ].join(" ")}
      fields={fields}
      pending={pending}
      onSave={([credits = "", cost = "", currency = ""]) =>
        onSave(
          withCost(target, {
            cap: amount(credits) ?? null,
            price: amount(cost) ?? null,
            currency: currency.trim(),
          }),
        )
      }
    />
  );
}
