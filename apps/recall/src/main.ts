import { RecallEngine } from '@twotower/serving';
import { StoreError } from '@twotower/store';
import { pino } from 'pino';
import { pollAlias } from './alias-poll.ts';
import { addFirstBundle } from './first-bundle.ts';
import { addFirstKey } from './gate/first-key.ts';
import { KeyRing } from './gate/key-ring.ts';
import { isLoopback } from './gate/loopback.ts';
import { listenError } from './http/listen-error.ts';
import { openStores } from './open-stores.ts';
import { repeat } from './repeat.ts';
import { createServer } from './server.ts';
import { readSettings, SettingsError } from './settings.ts';
import { stopGracefully } from './stop-gracefully.ts';

/** Milliseconds between looks at the alias and at the keys, and between writes of the log. */
const aliasEvery = 3_000;
const keysEvery = 1_000;
const logEvery = 500;

try {
  await serve();
} catch (error) {
  const isUsage = error instanceof SettingsError || error instanceof StoreError;
  process.stderr.write(`${isUsage ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(isUsage ? 2 : 1);
}

async function serve(): Promise<void> {
  const settings = readSettings();
  // Lines are gathered: a write a line would cost as much as the answer it tells of.
  const out = pino.destination({ sync: false, minLength: 8192 });
  const log = pino({ level: settings.logLevel }, out);
  const flushLog = repeat(logEvery, async () => out.flush());

  const { store, eventsReadOnly } = await openStores(settings);
  const ring = await KeyRing.open(
    store.keys,
    settings.firstKey === undefined ? [] : await addFirstKey(store, settings.firstKey),
  );
  if (settings.firstBundle !== undefined) await addFirstBundle(store, settings.firstBundle);
  const openWithoutKeys = isLoopback(settings.host);
  if (!openWithoutKeys && ring.isEmpty) {
    throw new SettingsError(
      `TWOTOWER_HOST=${settings.host}: there are no API keys, so this would serve anybody; make one ` +
        'with "twotower keys create --scope admin", or set TWOTOWER_FIRST_KEY',
    );
  }
  const onNotice = (message: string) => log.warn(message);
  const engine = await RecallEngine.open({ store, events: store.events, changes: store.changes, onNotice });
  if (engine.unready !== undefined) log.warn(engine.unready);

  let draining = false;
  const app = await createServer({
    engine,
    store,
    eventsReadOnly,
    ring,
    adminFolder: settings.adminFolder,
    openWithoutKeys,
    hosts: settings.hosts,
    rate: settings.rate,
    draining: () => draining,
    logger: log,
  });
  try {
    await app.listen({
      host: settings.host,
      port: settings.port,
      listenTextResolver: (address) => `recall server listens on ${address}`,
    });
  } catch (error) {
    throw listenError(error, settings);
  }
  const stopPolling = pollAlias(engine, {
    every: aliasEvery,
    onSwap: (bundleId) => log.info({ bundleId }, 'now serving'),
    onError: (error) => log.error(error, 'could not look up the alias'),
  });
  const stopKeys = repeat(
    keysEvery,
    () => ring.refresh(),
    (error) => log.error(error, 'could not read the keys'),
  );
  const stop = async (signal: string) => {
    draining = true;
    log.info(`${signal}: finishing what is under way`);
    await stopGracefully(app);
    await Promise.all([stopPolling(), stopKeys(), flushLog()]);
    await store.close();
    log.info('stopped');
    out.flushSync();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop(signal));
}
