import type { ReactNode } from "react";
import type { PictureProps } from "./picture-props.ts";
import { MarketingPictures } from "./marketing.tsx";
import { PaymentPictures, ReactionPictures, ShippingPictures } from "./service.tsx";
import { CustomerPictures, WhoBuysPictures } from "./customers.tsx";
import { DayPictures, OrderValuePictures, SellerPictures } from "./sales.tsx";
import { MarginPictures, StockPictures, TrendPictures } from "./products.tsx";

const PICTURES: Readonly<Record<string, (props: PictureProps) => ReactNode>> = {
  best_sellers: SellerPictures,
  customer_value: CustomerPictures,
  delivery_reactions: ReactionPictures,
  inventory_cover: StockPictures,
  margin: MarginPictures,
  marketing: MarketingPictures,
  order_value: OrderValuePictures,
  payment_status: PaymentPictures,
  product_trends: TrendPictures,
  revenue_by_day: DayPictures,
  shipping_performance: ShippingPictures,
  who_buys: WhoBuysPictures,
};

/** What is drawn of a report; one without a picture shows nothing here and all its rows as a table. */
export function Picture({ report }: PictureProps): React.JSX.Element | null {
  const Drawn = PICTURES[report.name];
  return Drawn ? <Drawn key={report.name} report={report} /> : null;
}
