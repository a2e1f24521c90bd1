import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createRecallClient, type RecallClientOptions } from './index.ts';

const answer = { requestId: 'r', bundleId: 'b', deltaSequence: 0, source: 'model', items: [] };
let close: (() => void) | undefined;
afterEach(() => close?.());

/** A client of a server that answers its n-th request as `respond` says, and what the server was asked. */
async function clientOf(
  respond: (n: number, response: ServerResponse, request: IncomingMessage) => void,
  options: Partial<RecallClientOptions> = {},
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`);
      respond(asked.length, response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { client: createRecallClient({ url, backOff: 1, jitter: () => 0, ...options }), asked };
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
const good = (response: ServerResponse, data: unknown = answer) => send(response, 200, { result: { data } });
const refused = (response: ServerResponse, code: string, status: number, headers = {}) =>
  send(response, status, { error: { code, message: 'no', requestId: 'r' } }, headers);

it('asks under the names of the table, with the key', async () => {
  let header: string | undefined;
  const { client, asked } = await clientOf(
    (_n, response, request) => {
      header = request.headers.authorization;
      good(response);
    },
    { key: 'secret' },
  );
  expect(await client.recall({ userId: 'a', k: 3 })).toEqual(answer);
  expect(asked).toEqual(['POST /trpc/recall {"userId":"a","k":3}']);
  expect(header).toBe('Bearer secret');
});

it('tries again what may be repeated, hears how long to wait, and gives up in the end', async () => {
  const { client, asked } = await clientOf((n, response) => {
    if (n === 1) refused(response, 'OVERLOADED', 503);
    else if (n === 2) response.destroy();
    else good(response);
  });
  expect(await client.recall({})).toEqual(answer);
  expect(asked).toHaveLength(3);
  close?.();

  const never = await clientOf((_n, response) => refused(response, 'RATE_LIMITED', 429), { retries: 1 });
  await expect(never.client.users()).rejects.toMatchObject({ code: 'RATE_LIMITED', requestId: 'r' });
  expect(never.asked).toHaveLength(2);
  close?.();

  const slow = await clientOf(
    (_n, response) => refused(response, 'OVERLOADED', 503, { 'retry-after': '60' }),
    {
      timeout: 100,
    },
  );
  await expect(slow.client.recall({})).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 60 });
  expect(slow.asked).toHaveLength(1);
});

it('does not repeat what would be done twice, nor what will not go better', async () => {
  const busy = await clientOf((_n, response) => refused(response, 'OVERLOADED', 503));
  const event = { userId: 'a', itemId: 'b', type: 'click' };
  await expect(busy.client.events({ events: [event] })).rejects.toMatchObject({ code: 'OVERLOADED' });
  await expect(busy.client.createKey({ scopes: ['read'] })).rejects.toMatchObject({ code: 'OVERLOADED' });
  expect(busy.asked).toHaveLength(2);
  await expect(busy.client.events({ events: [{ ...event, eventId: '1' }] })).rejects.toMatchObject({
    code: 'OVERLOADED',
  });
  expect(busy.asked).toHaveLength(5);
  close?.();

  const wrong = await clientOf((_n, response) => refused(response, 'INVALID_REQUEST', 400));
  await expect(wrong.client.recall({})).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  expect(wrong.asked).toHaveLength(1);
});

it('ends by the caller’s signal, or when the time is over', async () => {
  const { client } = await clientOf(() => {}, { timeout: 50 });
  await expect(client.recall({})).rejects.toMatchObject({ code: 'TIMEOUT' });
  const controller = new AbortController();
  const call = client.recall({}, { signal: controller.signal, timeout: 10_000 });
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: 'ABORTED' });
});

it('says what it cannot make sense of', async () => {
  const { client } = await clientOf((_n, response) => response.end('<html>a proxy</html>'), { retries: 0 });
  await expect(client.recall({})).rejects.toMatchObject({ code: 'UNREACHABLE' });
});
