import { Lab, type WantedSource } from "./lab.ts";

export const CUSTOMERS: WantedSource = {
  id: "customers",
  columns: { customers: { customer_id: "Customer", name: "Name", segment: "Segment" } },
};
export const PRODUCTS: WantedSource = {
  id: "products",
  columns: {
    products: { product_id: "SKU", name: "Product", category: "Category", unit_cost: "Cost" },
  },
};
export const ORDERS: WantedSource = {
  id: "orders",
  columns: {
    orders: {
      order_id: "Order",
      customer_id: "Customer",
      ordered_at: "Date",
      status: "Status",
      channel: "Channel",
    },
  },
};
export const LINES: WantedSource = {
  id: "lines",
  columns: {
    order_items: {
      order_id: "Order",
      line_number: "Line",
      product_id: "SKU",
      quantity: "Qty",
      unit_price: "Price",
    },
  },
};
export const PAYMENTS: WantedSource = {
  id: "payments",
  folder: true,
  columns: {
    payments: {
      payment_id: "Payment",
      order_id: "Order",
      method: "Method",
      status: "State",
      amount: "Amount",
      paid_at: "Paid",
    },
  },
};

export const CUSTOMER_HEADER = "Customer,Name,Segment";
export const CUSTOMER_ROWS = ["c1,Ada,VIP", "c2,Bo,Regular"];
export const ORDER_HEADER = "Order,Customer,Date,Status,Channel";
/** o4 twice; o5 has no date we can read; c3 is nobody we know. */
export const ORDER_ROWS = [
  "o1,c1,2026-06-01,paid,web",
  "o2,c2,2026-06-01,shipped,web",
  "o3,c1,2026-06-02,cancelled,store",
  "o4,c3,2026-06-03,paid,web",
  "o4,c3,2026-06-03,paid,web",
  "o5,c2,soon,paid,web",
];
export const LINE_HEADER = "Order,Line,SKU,Qty,Price";
/** The last line sells nothing; p9 is no product we know. */
export const LINE_ROWS = [
  "o1,1,p1,2,10",
  "o2,1,p2,1,30",
  "o3,1,p1,1,10",
  "o4,1,p2,2,30",
  "o5,1,p9,1,7",
  "o4,2,p1,0,5",
];
export const PAYMENT_HEADER = "Payment,Order,Method,State,Amount,Paid";

/** A shop of five small sources that was never run. */
export async function openShop(whole = false): Promise<Lab> {
  const lab = await Lab.open(whole);
  await lab.write("customers.csv", CUSTOMER_HEADER, ...CUSTOMER_ROWS);
  await lab.write(
    "products.csv",
    "SKU,Product,Category,Cost",
    "p1,Mug,Kitchen,4",
    "p2,Lamp,Light,12",
  );
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS);
  await lab.write("lines.csv", LINE_HEADER, ...LINE_ROWS);
  await lab.write(
    "payments/day-1.csv",
    PAYMENT_HEADER,
    "y1,o1,card,paid,20,2026-06-01",
    "y2,o2,paypal,paid,30,2026-06-02",
  );
  await lab.connect(CUSTOMERS, PRODUCTS, ORDERS, LINES, PAYMENTS);
  return lab;
}

/** The shop after its first run. */
export function shopAfterRun(): Promise<Lab> {
  return Lab.after("shop", async () => {
    const lab = await openShop();
    await lab.run();
    return lab;
  });
}
