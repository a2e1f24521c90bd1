import type { RecallAnswer } from '@twotower/api';
import type { RecallEngine } from '@twotower/serving';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { installServedGauges } from './served-gauges.ts';
import type { EventCounts } from './service/event-intake.ts';
import type { TrafficMeter } from './service/traffic.ts';
import type { WorkQueue } from './work-queue.ts';

export interface ServerMetrics {
  /** A recall that the engine has answered, in milliseconds. */
  readonly recalled: (answer: RecallAnswer, engine: number) => void;
  /** One whose answer is written. */
  readonly answered: (answer: RecallAnswer, reply: FastifyReply, writing: number) => void;
  readonly tookEvents: (counts: EventCounts) => void;
}

export interface MetricsOptions {
  readonly engine: RecallEngine;
  readonly queue: WorkQueue;
  /** The same for people, of the last hour. */
  readonly traffic: TrafficMeter;
}

const buckets = [
  0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5,
];

/** `/metrics` in Prometheus' text format, and what fills it. */
export function installMetrics(
  app: FastifyInstance,
  { engine, queue, traffic }: MetricsOptions,
): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'twotower_http_request_duration_seconds',
    help: 'Time from request to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  });
  const stages = new Histogram({
    name: 'recall_request_duration_seconds',
    help: 'Time of a recall: in the engine, for writing the answer, and all from request to answer.',
    labelNames: ['stage', 'bundle'],
    buckets,
    registers,
  });
  const recalls = new Counter({
    name: 'twotower_recalls_total',
    help: 'Recalls answered, by where the ranking came from.',
    labelNames: ['source'],
    registers,
  });
  const fallbacks = new Counter({
    name: 'recall_fallback_total',
    help: 'Recalls of users whose own row could not answer, by what stood in.',
    labelNames: ['reason'],
    registers,
  });
  const events = new Counter({
    name: 'recall_events_total',
    help: 'Events by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  new Gauge({
    name: 'recall_queue_depth',
    help: 'Requests that wait or are under way.',
    registers,
    collect() {
      this.set(queue.depth);
    },
  });
  installServedGauges(registry, engine);
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, id } = request;
    const route = routeOptions.url ?? 'unmatched';
    const status = reply.statusCode;
    duration.observe({ method, route, status: String(status) }, reply.elapsedTime / 1000);
    if (status >= 400) traffic.failed(status);
    app.log.info({ requestId: id, method, route, status, milliseconds: reply.elapsedTime }, 'answered');
    done();
  });
  app.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
  return {
    recalled({ source, bundleId }, milliseconds) {
      traffic.recalled({ source });
      recalls.inc({ source });
      if (source !== 'model') fallbacks.inc({ reason: source });
      stages.observe({ stage: 'engine', bundle: bundleId }, milliseconds / 1000);
    },
    answered({ bundleId }, { elapsedTime }, writing) {
      traffic.answered(elapsedTime);
      stages.observe({ stage: 'write', bundle: bundleId }, writing / 1000);
      stages.observe({ stage: 'all', bundle: bundleId }, elapsedTime / 1000);
    },
    tookEvents(counts) {
      for (const [outcome, count] of Object.entries(counts)) events.inc({ outcome }, count);
    },
  };
}
