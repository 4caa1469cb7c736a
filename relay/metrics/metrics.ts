import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What is counted as it happens; the rest is read when somebody asks (state.ts). No label of a metric names a person, key or page. */
export interface Metrics {
  registry: Registry;
  requests: Histogram<'method' | 'route' | 'status'>;
  problems: Counter<'code'>;
  /** From a parsed batch to its signed receipt. */
  ingest: Histogram;
  batches: Counter;
  /** `code` is `received`, or why a receipt refuses the label. */
  labels: Counter<'code'>;
  /** Rounds of the relay's own work that failed and are tried again. */
  failures: Counter<'work'>;
  /** Campaigns of a cut that could not be settled, while the others were. */
  unsettled: Counter;
  /** Campaigns of a cut that wait for the next, since one activation carries no more. */
  putOff: Counter;
  /** Transactions that were signed again for more, since the fees had left them behind. */
  raises: Counter;
  /** Looks at labeled pages. */
  looks: Counter<'outcome'>;
}

const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function makeMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Memory, CPU, event loop lag: of the process, by the names that everybody's dashboards know.
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'glosa_http_request_seconds',
      help: 'Seconds that a request took, by method, route pattern and status',
      labelNames: ['method', 'route', 'status'],
      buckets: seconds,
      registers,
    }),
    problems: new Counter({
      name: 'glosa_problems_total',
      help: 'Requests that were refused or failed, by the code of their problem',
      labelNames: ['code'],
      registers,
    }),
    ingest: new Histogram({
      name: 'glosa_ingest_seconds',
      help: 'Seconds from a parsed batch to its signed receipt',
      buckets: seconds,
      registers,
    }),
    batches: new Counter({
      name: 'glosa_batches_total',
      help: 'Batches that got a receipt, repeats not counted',
      registers,
    }),
    labels: new Counter({
      name: 'glosa_labels_total',
      help: 'Labels on receipts, by received or the code of their refusal',
      labelNames: ['code'],
      registers,
    }),
    failures: new Counter({
      name: 'glosa_work_failures_total',
      help: 'Failed rounds of watch, send, settle and confirm',
      labelNames: ['work'],
      registers,
    }),
    unsettled: new Counter({
      name: 'glosa_unsettled_campaigns_total',
      help: 'Campaigns of which an epoch could only list the labels, because settling them failed: they stay held',
      registers,
    }),
    putOff: new Counter({
      name: 'glosa_put_off_campaigns_total',
      help: 'Campaigns of which an epoch only listed the labels, because one activation carries no more: the next epoch settles them',
      registers,
    }),
    raises: new Counter({
      name: 'glosa_fee_raises_total',
      help: 'Transactions that were signed again under their nonce, for a higher fee',
      registers,
    }),
    looks: new Counter({
      name: 'glosa_looks_total',
      help: 'Looks whether a labeled page exists, by what they found',
      labelNames: ['outcome'],
      registers,
    }),
  };
}
