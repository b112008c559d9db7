import { CohortTriangle } from "#renderer/charts/cohort-triangle.tsx";
import { CoverBars } from "#renderer/charts/cover-bars.tsx";
import { DailyPanels } from "#renderer/charts/daily-panels.tsx";
import { Histogram } from "#renderer/charts/histogram.tsx";
import { IntervalChart } from "#renderer/charts/intervals.tsx";
import { LineWithCounts } from "#renderer/charts/line-with-counts.tsx";
import { MatrixChart } from "#renderer/charts/matrix.tsx";
import { RankBars } from "#renderer/charts/rank-bars.tsx";
import { ScatterChart } from "#renderer/charts/scatter.tsx";
import { ShareBars } from "#renderer/charts/share-bars.tsx";
import { SparkTable } from "#renderer/charts/spark-table.tsx";
import { StackedColumns } from "#renderer/charts/stacked-columns.tsx";
import { StackedWithPercent } from "#renderer/charts/stacked-with-percent.tsx";
import { StarColumns } from "#renderer/charts/star-columns.tsx";
import { TrendLine } from "#renderer/charts/trend-line.tsx";
import * as data from "./data.ts";

/** Every chart, then its empty and its one-point state. */
export function Charts(): React.JSX.Element {
  return (
    <main
      style={{
        display: "grid",
        gridTemplateColumns: "repeat(auto-fit, minmax(560px, 1fr))",
        gap: 32,
        padding: 32,
        alignItems: "start",
      }}
    >
      <h1 className="hidden-text">Charts</h1>
      <RankBars
        title="Which products sell best?"
        bars={data.products}
        unit="currency"
        valueName="Revenue"
      />
      <MatrixChart
        title="Who buys what?"
        {...data.groups}
        rowName="Group"
        columnName="Category"
        valueName="Share of spending"
        write={(value) => (value === null ? "—" : `${value}%`)}
      />
      <StackedColumns
        title="Do new or returning customers buy?"
        parts={["Returning", "New"]}
        periods={data.months.map(({ period, a, b, complete }) => ({
          period,
          values: [a, b],
          complete,
          held: period === "2026-03-01",
        }))}
        unit="currency"
      />
      <LineWithCounts
        title="How much is an order worth?"
        points={data.months.map(({ period, value, count, complete }) => ({
          period,
          value,
          count,
          complete,
        }))}
        unit="currency"
        valueName="Average order value"
        countName="Orders"
      />
      <IntervalChart
        title="How long does shipping take?"
        intervals={data.methods}
        extraColumns={["On time", "Cost per order"]}
      />
      <StarColumns title="Does lateness cost stars?" columns={data.delays} countName="Reviews" />
      <RankBars
        title="What costs stars?"
        bars={data.drivers}
        unit="rating"
        valueName="Stars lost"
        colour="series-2"
      />
      <DailyPanels
        title="How do revenue and orders move?"
        days={data.days}
        panels={[
          { name: "Revenue", unit: "currency" },
          { name: "Orders", unit: "count" },
        ]}
      />
      <ShareBars
        title="How do payments end?"
        rows={data.payments}
        parts={data.paymentParts}
        endName="Amount"
      />
      <SparkTable
        title="Which products rise or fall?"
        rows={data.trends}
        unit="currency"
        recentName="Last 3 months"
        changeName="Change"
      />
      <MatrixChart
        title="How recent and how frequent are customers?"
        {...data.scores}
        rowName="Recency"
        columnName="Frequency"
        valueName="Customers"
        write={(value) => String(value ?? "—")}
      />
      <CohortTriangle title="Who comes back?" cohorts={data.cohorts} />
      <CoverBars title="How long does the stock last?" bars={data.stock} onHandName="Pieces" />
      <StackedWithPercent
        title="What stays after the cost of goods?"
        parts={["Cost", "Margin"]}
        periods={data.months.map(({ period, a, b, complete }) => ({
          period,
          values: [a, b],
          percent: (100 * b) / (a + b),
          complete,
        }))}
        percentName="Gross margin of revenue"
        amountName="Revenue"
      />
      <ScatterChart
        title="Which products are loved?"
        points={data.rated}
        named={["3", "8"]}
        xName="Reviews"
        yName="Average rating"
        mean={4.1}
      />
      <TrendLine title="Is quality rising?" points={data.scoresOverTime} valueName="Score" />
      <div style={{ width: 160 }}>
        <Histogram bins={data.bins} height={32} />
      </div>
      <LineWithCounts
        title="One month only"
        points={data.months.slice(0, 1)}
        unit="currency"
        valueName="Average order value"
        countName="Orders"
      />
      <RankBars
        title="Nothing yet"
        bars={[]}
        unit="currency"
        valueName="Revenue"
        empty="No orders are connected. Connect them to see what sells."
      />
    </main>
  );
}
