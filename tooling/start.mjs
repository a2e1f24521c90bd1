// npm start [-- --once] [--port N]: from a clone to a page and an API that answer.
import { parseArgs } from 'node:util';
import { trainOnce } from './demo/champion.mjs';
import { simulateOnce } from './demo/data.mjs';
import { startLive } from './demo/live.mjs';
import { oneRecall } from './demo/one-recall.mjs';
import { lastLog, portIsFree, startServer } from './demo/server.mjs';
import { openSteps, orFail, StepError } from './process/steps.mjs';
import { prepareWorkspace } from './workspace/prepare.mjs';

const asIs = (text) => text;

await orFail(async () => {
  const { once, port } = readFlags();
  await portIsFree(port);
  const step = openSteps(process.stdout);
  await prepareWorkspace(step, 'without-kernel');
  await step('simulate', simulateOnce, asIs);
  await step('train', trainOnce, asIs);
  const server = await step(
    'serve',
    () => startServer(port),
    ({ url }) => url,
  );
  if (once) await recallAndStop(server);
  else await serveUntilInterrupted(server);
});

async function recallAndStop(server) {
  try {
    console.log(`\n${await oneRecall(server.url)}`);
  } finally {
    await server.stop();
  }
}

async function serveUntilInterrupted(server) {
  console.log(`\nTwoTower answers at ${server.url} (page and API). Ctrl-C stops it.`);
  const live = startLive(server.url, (line) => console.log(line));
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      interrupted = true;
      void live.stop().then(() => server.stop());
    });
  }
  await server.ended;
  await live.stop();
  if (!interrupted) throw new StepError(`the recall server ended by itself:\n${lastLog()}`);
  console.log('stopped');
}

function readFlags() {
  const options = { once: { type: 'boolean', default: false }, port: { type: 'string' } };
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new StepError(`${error.message}; known: --once, --port N`);
  }
  const text = values.port ?? process.env.TWOTOWER_PORT ?? '7700';
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StepError(`port "${text}" is none; take 1 to 65535`);
  return { once: values.once, port };
}
