import { RecallEngine } from '@twotower/serving';
import { openStore, StoreError } from '@twotower/store';
import { pino } from 'pino';
import { pollAlias } from './alias-poll.ts';
import { listenError } from './listen-error.ts';
import { createServer } from './server.ts';
import { readSettings, SettingsError } from './settings.ts';

const pollEvery = 3_000;
const shutdownWithin = 10_000;

try {
  await serve();
} catch (error) {
  const isUsage = error instanceof SettingsError || error instanceof StoreError;
  process.stderr.write(`${isUsage ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(isUsage ? 2 : 1);
}

async function serve(): Promise<void> {
  const settings = readSettings();
  const log = pino({ level: settings.logLevel });
  const store = await openStore(settings.store);
  const engine = await RecallEngine.open({ store, onNotice: (message) => log.warn(message) });
  const app = await createServer({ engine, store, adminFolder: settings.adminFolder, logger: log });
  if (engine.unready !== undefined) log.warn(engine.unready);
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
    every: pollEvery,
    onSwap: (bundleId) => log.info({ bundleId }, 'now serving'),
    onError: (error) => log.error(error, 'could not look up the alias'),
  });
  const stop = async (signal: string) => {
    log.info(`${signal}: finishing what is under way`);
    setTimeout(() => process.exit(1), shutdownWithin).unref();
    await app.close();
    await stopPolling();
    await store.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop(signal));
}
