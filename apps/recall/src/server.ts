import { randomUUID } from 'node:crypto';
import { openApiDocument } from '@twotower/api';
import { type RecallEngine, ServedAliases } from '@twotower/serving';
import type { Store } from '@twotower/store';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { installComparison } from './compare/install-comparison.ts';
import { RunningComparison } from './compare/running-comparison.ts';
import { installAllowedHosts } from './gate/allowed-host.ts';
import { installAuthentication } from './gate/authentication.ts';
import { guardedService } from './gate/guarded-service.ts';
import type { KeyRing } from './gate/key-ring.ts';
import { installPageHeaders } from './gate/page-headers.ts';
import { installRateLimit } from './gate/rate-limit.ts';
import { installSameOrigin } from './gate/same-origin.ts';
import { Sessions } from './gate/sessions.ts';
import { installAdminPages } from './http/admin-pages.ts';
import { callersOf } from './http/caller.ts';
import { installDocs } from './http/docs-page.ts';
import { installErrorHandler, sendFailure } from './http/failure.ts';
import { installHealth } from './http/health.ts';
import { defaultLimits, type Limits } from './http/limits.ts';
import { answerMalformed } from './http/malformed-http.ts';
import { installOneAtATime } from './http/one-at-a-time.ts';
import { installRest } from './http/rest.ts';
import { installTrpc } from './http/trpc.ts';
import { installMetrics } from './metrics.ts';
import { placeHider } from './service/hide-places.ts';
import { recallService } from './service/recall-service.ts';
import { TrafficMeter } from './service/traffic.ts';
import { WorkQueue } from './work-queue.ts';

export interface ServerParts {
  readonly engine: RecallEngine;
  readonly store: Store & { readonly folder: string };
  /** Why no events can be taken in; absent where they can. */
  readonly eventsReadOnly?: string;
  readonly ring: KeyRing;
  readonly adminFolder: string;
  /** Whether no key is needed while there is none; default true, for who binds a loopback address. */
  readonly openWithoutKeys?: boolean;
  /** Names by which the server may be asked, beside this machine's own. */
  readonly hosts?: readonly string[];
  /** Requests a second that each key may send; default 0, no bound. */
  readonly rate?: number;
  /** Whether the server is about to stop. */
  readonly draining?: () => boolean;
  readonly limits?: Partial<Limits>;
  readonly logger?: FastifyBaseLogger;
}

/** The recall server, not yet listening. */
export async function createServer({
  engine,
  store,
  eventsReadOnly,
  ring,
  adminFolder,
  openWithoutKeys = true,
  hosts = [],
  rate = 0,
  draining = () => false,
  limits: given,
  logger,
}: ServerParts): Promise<FastifyInstance> {
  const limits: Limits = { ...defaultLimits, ...given };
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // What is logged of a request names its id itself; a logger a request would cost more than its line.
    childLoggerFactory: (parent) => parent,
    bodyLimit: limits.body,
    requestTimeout: limits.requestWithin,
    connectionTimeout: limits.silence,
    keepAliveTimeout: limits.idle,
    http: {
      maxHeaderSize: limits.headers,
      headersTimeout: limits.headersWithin,
      connectionsCheckingInterval: limits.lookEvery,
      requireHostHeader: false,
    },
    // While it stops, what was sent before is still answered.
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    // Longer ones are refused by the definitions, which say so.
    routerOptions: { maxParamLength: limits.headers },
    frameworkErrors: (error, request, reply) => sendFailure(error, request, reply),
    clientErrorHandler: answerMalformed,
  });
  app.server.maxConnections = limits.connections;
  const hidePlaces = placeHider(store.folder);
  const queue = new WorkQueue({ most: limits.queue, slice: limits.slice });

  installErrorHandler(app);
  installPageHeaders(app);
  app.addHook('onRequest', (_request, reply, done) => {
    if (draining()) reply.header('connection', 'close');
    done();
  });
  installOneAtATime(app);
  installAllowedHosts(app, hosts);
  installSameOrigin(app);
  const sessions = new Sessions(ring);
  installAuthentication(app, { ring, sessions, openWithoutKeys });
  await installRateLimit(app, rate);

  const traffic = new TrafficMeter();
  const metrics = installMetrics(app, { engine, queue, traffic });
  const comparison = new RunningComparison(store.comparisons);
  installComparison(app, comparison);
  const { service, eventsProblem } = recallService({
    engine,
    aliases: new ServedAliases(engine),
    store,
    comparison,
    eventsReadOnly,
    ring,
    hidePlaces,
    onRecall: metrics.recalled,
    onEvents: metrics.tookEvents,
    onFailure: (error) => app.log.error(error),
    traffic: () => traffic.report(queue.depth),
  });
  const guarded = guardedService(service, {
    queue,
    audit: store.audit,
    onStoreFault: (err, requestId) => app.log.error({ err, requestId }, 'the store failed'),
  });
  installHealth(app, { engine, draining, eventsProblem, hidePlaces });
  const callerOf = callersOf(ring, sessions);
  installRest(app, guarded, callerOf, metrics.answered);
  await installTrpc(app, guarded, callerOf, metrics.answered);
  installDocs(app, openApiDocument({ version: '0.1.0' }));
  await installAdminPages(app, adminFolder);
  return app;
}
