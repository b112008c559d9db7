import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Metric } from "#contract/support.ts";

/** Names everything of this process: an engine that is asked for is another one. */
const PREFIX = "medallion_web_";

/** Text for Prometheus: what the warehouse says of itself, and how this process does. */
export function createMetricsText(ask: () => Promise<readonly Metric[]>): () => Promise<string> {
  const process = new Registry();
  collectDefaultMetrics({ register: process, prefix: PREFIX });
  return async () => {
    const asked = new Registry();
    const up = new Gauge({
      name: "medallion_up",
      help: "1 when the engine answered this question.",
      registers: [asked],
    });
    try {
      for (const metric of await ask()) gauge(asked, metric);
      up.set(1);
    } catch {
      up.set(0);
    }
    return `${await asked.metrics()}\n${await process.metrics()}`;
  };
}

function gauge(register: Registry, { name, help, samples }: Metric): void {
  const labelNames = [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))];
  const made = new Gauge({ name, help, labelNames, registers: [register] });
  for (const { labels, value } of samples) made.set(labels, value);
  // A gauge without labels begins at 0, and what is not known is not 0.
  if (samples.length === 0) register.removeSingleMetric(name);
}
