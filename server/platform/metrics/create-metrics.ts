import { Counter, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../contract.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Metrics in a registry of this instance; a name keeps the labels of its first use. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  return {
    count(name, help, labels = {}, by = 1) {
      let counter = counters.get(name);
      if (counter === undefined) {
        counter = new Counter({ name, help, labelNames: Object.keys(labels), registers: [registry] });
        counters.set(name, counter);
      }
      counter.inc(labels, by);
    },
    observe(name, help, value, labels = {}) {
      let histogram = histograms.get(name);
      if (histogram === undefined) {
        const labelNames = Object.keys(labels);
        histogram = new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [registry] });
        histograms.set(name, histogram);
      }
      histogram.observe(labels, value);
    },
    text: () => registry.metrics(),
  };
}
