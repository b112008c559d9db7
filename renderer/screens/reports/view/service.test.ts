import { expect, test } from "vitest";
import { marketingView, paymentsView, reactionsView, shippingView } from "./service.ts";
import { tableOf } from "./testing.ts";

test("shipping methods begin with the fastest; one without a delivery comes last", () => {
  const view = shippingView(
    tableOf([
      { shipping_method: "Unknown", mean_days: null, on_time_percent: null },
      { shipping_method: "Freight", mean_days: 4.3, on_time_percent: 98 },
      { shipping_method: "Express", mean_days: 1.3, on_time_percent: 83 },
    ]),
  );
  expect(view.map(({ name }) => name)).toEqual(["Express", "Freight", "Unknown"]);
  expect(view[2]!.onTime).toBeNull();
});

test("delays keep their order, drivers are those that cost stars", () => {
  const row = (section: string, driver: string, step: number, lost: number) => ({
    section,
    driver,
    step,
    review_count: 3,
    average_rating: 3,
    stars_lost: lost,
    suggestion: "",
  });
  const view = reactionsView(
    tableOf([
      row("delay", "1 day late", 3, 0.1),
      row("delay", "Early", 1, -0.2),
      row("theme", "Damage", 12, 0.05),
      row("theme", "Waiting", 11, 0.18),
      row("method", "Freight", 0, -0.1),
    ]),
  );
  expect(view.delays.map(({ name }) => name)).toEqual(["Early", "1 day late"]);
  expect(view.drivers.map(({ name }) => name)).toEqual(["Waiting", "Damage"]);
});

test("each method has all states of a payment, in one order, the most money first", () => {
  const row = (method: string, status: string, percent: number, whole: string) => ({
    method,
    status_class: status,
    percent_of_method: percent,
    payment_count: 1,
    method_amount: whole,
  });
  const view = paymentsView(
    tableOf([
      row("Gift Card", "succeeded", 100, "840.0000"),
      row("PayPal", "failed", 10, "900.0000"),
      row("PayPal", "succeeded", 90, "900.0000"),
    ]),
  );
  expect(view.map(({ name }) => name)).toEqual(["PayPal", "Gift Card"]);
  expect(view[0]!.shares.map(({ percent }) => percent)).toEqual([90, 0, 0, 10, 0]);
  expect(view[0]!.payments).toBe(2);
});

test("the average rating weighs reviews, and outliers are named", () => {
  const row = (name: string, reviews: number, rating: number, category = "Home") => ({
    product_key: name,
    product_name: name,
    category,
    review_count: reviews,
    rated_count: reviews,
    rating_sum: reviews * rating,
    average_rating: reviews === 0 ? null : rating,
    positive_count: rating >= 4 ? reviews : 0,
    neutral_count: 0,
    negative_count: rating <= 2 ? reviews : 0,
  });
  const view = marketingView(
    tableOf([
      row("a", 30, 4),
      row("b", 20, 2, "Toys"),
      row("c", 1, 1, "Toys"),
      row("d", 0, 0),
      row("e", 3, 1, "Pan"),
    ]),
  );
  expect(view.average).toBeCloseTo((120 + 40 + 1 + 3) / 54, 5);
  expect(view.products).toHaveLength(4);
  expect(view.named.map(({ name }) => name)).toContain("b");
  // Three reviews make no share, however bad they are.
  expect(view.sentiment.at(-1)).toMatchObject({ name: "Pan", negative: 100 });
  expect(view.sentiment[0]).toMatchObject({ name: "Toys", negative: 100, reviews: 21 });
});
