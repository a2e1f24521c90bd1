import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';

export interface BareServerOnce {
  readonly kind: 'fastify' | 'node:http';
  /** A file with the bytes of an answer. */
  readonly answer: string;
}

/** A server that reads a JSON body and answers the same bytes always; prints its port. The floor that a framework sets. */
export async function bareServerOnce({ kind, answer }: BareServerOnce): Promise<void> {
  const body = readFileSync(answer);
  const port = await (kind === 'fastify' ? bareFastify(body) : bareHttp(body));
  process.stdout.write(`listens on http://127.0.0.1:${port}\n`);
  process.once('SIGTERM', () => process.exit(0));
}

/** Seconds of CPU so far, in the words in which Prometheus' client says them. */
function metrics(): string {
  const { user, system } = process.cpuUsage();
  return `process_cpu_seconds_total ${(user + system) / 1e6}\n`;
}

async function bareFastify(body: Buffer): Promise<number> {
  const app = fastify();
  app.get('/metrics', () => metrics());
  app.post('/v1/recall', (_request, reply) => reply.type('application/json').send(body));
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

function bareHttp(body: Buffer): Promise<number> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'GET') return response.end(metrics());
      JSON.parse(Buffer.concat(chunks).toString());
      return response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
