import type { RecallEngine } from '@twotower/serving';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface ServerMetrics {
  readonly countRecall: (source: string) => void;
}

/** `/metrics` in Prometheus' text format, and what fills it. */
export function installMetrics(app: FastifyInstance, engine: RecallEngine): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'twotower_http_request_duration_seconds',
    help: 'Time from request to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const recalls = new Counter({
    name: 'twotower_recalls_total',
    help: 'Recalls answered, by where the ranking came from.',
    labelNames: ['source'],
    registers,
  });
  new Gauge({
    name: 'twotower_bundle_info',
    help: '1 for the bundle that is served.',
    labelNames: ['bundle_id', 'delta_sequence', 'index'],
    registers,
    collect() {
      this.reset();
      if (engine.unready !== undefined) return;
      const { bundleId, deltaSequence, indexKind } = engine.info();
      this.set({ bundle_id: bundleId, delta_sequence: String(deltaSequence), index: indexKind }, 1);
    },
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    duration.observe(labels, reply.elapsedTime / 1000);
    request.log.info({ ...labels, milliseconds: reply.elapsedTime }, 'answered');
  });
  app.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
  return { countRecall: (source) => recalls.inc({ source }) };
}
