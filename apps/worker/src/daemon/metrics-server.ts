import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '@twotower/schema';
import type { Registry } from 'prom-client';

export interface MetricsServer {
  /** Where it answers. */
  readonly url: string;
  close(): void;
}

/** Answers `GET /metrics`. @throws ConfigError where the address cannot be taken */
export async function serveMetrics(
  registry: Registry,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end('only GET /metrics is answered here\n');
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      (error: unknown) => response.writeHead(500).end(`${error}\n`),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new ConfigError(`--metrics ${host}:${port}: ${error.message}; take another port`)),
    );
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/metrics`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
