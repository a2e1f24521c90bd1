import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandWords, wholeNumber } from '../measure/command-words.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import { userId, writeDrawnStore } from './drawn-store.ts';
import { type Loaded, load } from './load.ts';
import { withServer } from './started-server.ts';

export const serveUsage = `serve [--items N] [--requests N] [--rounds N] [--k N] [--connections N] [--json]
           CPU a request and requests a second of the recall server over REST and tRPC, beside bare Fastify and bare node:http that
           answer the same bytes; 100k items, k = 100, 16 connections, the least CPU of 3 rounds of 3,000 requests`;

interface Row extends Loaded {
  readonly server: string;
}

const recallServer = fileURLToPath(new URL('../../../apps/recall/dist/main.js', import.meta.url));
const bench = fileURLToPath(new URL('../main.js', import.meta.url));

/** Measures the recall server, metrics and logs on, and what the same bytes cost without it. */
export async function serveCommand(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    items: { type: 'string', default: '100k' },
    requests: { type: 'string', default: '3k' },
    rounds: { type: 'string', default: '3' },
    k: { type: 'string', default: '100' },
    connections: { type: 'string', default: '16' },
    json: { type: 'boolean', default: false },
  });
  const items = wholeNumber('--items', values.items, 1000);
  const k = wholeNumber('--k', values.k);
  const size = {
    requests: wholeNumber('--requests', values.requests, 100),
    connections: wholeNumber('--connections', values.connections),
  };
  const rounds = wholeNumber('--rounds', values.rounds);
  const rows = await inScratchFolder(async (folder) => {
    const store = join(folder, 'store');
    await writeDrawnStore(store, items);
    const answer = join(folder, 'answer.json');
    const body = (n: number): string => JSON.stringify({ userId: userId(n * 7919), k });
    const ask = (url: string, path: string) => () => load({ url, path, body, ...size });
    const environment = { TWOTOWER_STORE: store, TWOTOWER_PORT: '0', NODE_OPTIONS: '' };
    const ours = await withServer([recallServer], environment, async (url) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/v1/recall`, { method: 'POST', headers, body: body(0) });
      writeFileSync(answer, await response.text());
      const [rest, trpc] = await alternated([ask(url, '/v1/recall'), ask(url, '/trpc/recall')], rounds);
      return [
        { server: 'recall, REST', ...rest },
        { server: 'recall, tRPC', ...trpc },
      ];
    });
    const floors: Row[] = [];
    for (const kind of ['fastify', 'node:http'] as const) {
      const once = [bench, 'serve-bare', JSON.stringify({ kind, answer })];
      const [measured] = await withServer(once, {}, (url) => alternated([ask(url, '/v1/recall')], rounds));
      floors.push({ server: `bare ${kind}`, ...measured });
    }
    return [...ours, ...floors];
  });
  const results = { cpu: cpus()[0].model, items, k, ...size, rounds, rows };
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : `${table(rows)}\n`);
}

/** One after another in each round, a round to warm up before; of each the round that cost least. */
async function alternated(asks: readonly (() => Promise<Loaded>)[], rounds: number): Promise<Loaded[]> {
  const found: Loaded[][] = asks.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, ask] of asks.entries()) {
      const loaded = await ask();
      if (round > 0) found[i].push(loaded);
    }
  }
  return found.map((all) =>
    all.reduce((least, one) => (one.cpuPerRequest < least.cpuPerRequest ? one : least)),
  );
}

function table(rows: readonly Row[]): string {
  return rows
    .map(
      ({ server, cpuPerRequest, requestsPerSecond, bytes, p50, p99 }) =>
        `${server.padEnd(16)} ${cpuPerRequest.toFixed(0).padStart(6)} us CPU a request  ${requestsPerSecond.toFixed(0).padStart(6)} requests/s  p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms  ${bytes} bytes`,
    )
    .join('\n');
}
