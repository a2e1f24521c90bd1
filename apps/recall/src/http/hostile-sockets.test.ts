import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openSocket, type RunningServer, runningServer, until } from '../../test/running-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await runningServer({
    limits: {
      headersWithin: 300,
      requestWithin: 600,
      lookEvery: 100,
      body: 10_000,
      queue: 8,
      connections: 40,
    },
  });
});
afterAll(() => server.close());

const recall = (body: string, more = ''): string =>
  `POST /v1/recall HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`;

/** What the server says to some bytes before it hangs up. */
async function answerTo(bytes: string): Promise<string> {
  const { socket, received, closed } = await openSocket(server.port);
  socket.write(bytes);
  await closed;
  return received();
}

it.each([
  ['garbage', 'GARBAGE\r\n\r\n', 400, 'MALFORMED_HTTP'],
  [
    'headers without end',
    `GET /livez HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}`,
    431,
    'HEADERS_TOO_LARGE',
  ],
  [
    'two lengths',
    'POST /v1/recall HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    400,
    'MALFORMED_HTTP',
  ],
  [
    'a length beside chunks',
    'POST /v1/recall HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\n\r\n',
    400,
    'MALFORMED_HTTP',
  ],
  [
    'a header with a line feed',
    'GET /livez HTTP/1.1\r\nHost: localhost\r\nA b: c\r\n\r\n',
    400,
    'MALFORMED_HTTP',
  ],
  ['headers that drip', 'GET /livez HTTP/1.1\r\nHost: loc', 408, 'REQUEST_TIMEOUT'],
  [
    'a body that drips',
    'POST /v1/recall HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"k',
    408,
    'REQUEST_TIMEOUT',
  ],
])('%s is answered in the one error shape, and hung up on', async (_name, bytes, status, code) => {
  const [head, body] = (await answerTo(bytes)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(JSON.parse(body)).toEqual({
    error: { code, message: expect.any(String), requestId: expect.any(String) },
  });
});

it('a body larger than allowed is refused before it is read', async () => {
  const { socket, received, closed } = await openSocket(server.port);
  socket.write(recall(`"${'x'.repeat(20_000)}"`, 'Connection: close\r\n'));
  await closed;
  expect(received()).toMatch(/^HTTP\/1.1 413 .*PAYLOAD_TOO_LARGE/s);
});

it('requests sent at once on one socket are answered one after another, in order, while others are served', async () => {
  const { socket, received, closed } = await openSocket(server.port);
  const count = 300;
  const all = Array.from({ length: count }, (_, i) => recall(JSON.stringify({ k: (i % 20) + 1 })));
  socket.write(`${all.join('')}GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  for (let i = 0; i < 5; i++) expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  await closed;
  const answers = received().split(/(?=HTTP\/1\.1 )/);
  expect(answers).toHaveLength(count + 1);
  answers.slice(0, count).forEach((answer, i) => {
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1]).items).toHaveLength((i % 20) + 1);
  });
  expect(answers[count]).toContain('{"status":"ok"}');
});

it('sockets that hang up in the middle leave nothing behind', async () => {
  for (let i = 0; i < 20; i++) {
    const { socket } = await openSocket(server.port);
    socket.write(recall('{"k":20}').repeat(30));
    await sleep(2);
    socket.destroy();
  }
  await until(() => server.app.server.listening);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/recall_queue_depth 0/);
});

it('more sockets than allowed are turned away, and others served once there is room', async () => {
  const sockets = await Promise.all(Array.from({ length: 60 }, () => openSocket(server.port)));
  await sleep(100);
  expect(sockets.filter(({ socket }) => !socket.destroyed).length).toBeLessThanOrEqual(40);
  for (const { socket } of sockets) socket.destroy();
  await sleep(100);
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
});

it('more requests than may wait are told to come again, and nobody is left without an answer', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { append } = server.store.events;
  const slow = vi.spyOn(server.store.events, 'append').mockImplementation(async (events) => {
    await held;
    return append(events);
  });
  const body = JSON.stringify({ events: [{ userId: 'ann', itemId: 'i1', type: 'click' }] });
  const headers = { 'content-type': 'application/json' };
  const refused: Response[] = [];
  const answers = Array.from({ length: 12 }, async () => {
    const response = await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body });
    if (response.status === 503) refused.push(response);
    return response.status;
  });
  await until(() => refused.length === 4);
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  release();
  const statuses = await Promise.all(answers);
  expect(statuses.filter((status) => status === 202)).toHaveLength(8);
  expect(refused).toHaveLength(4);
  expect(refused[0].headers.get('retry-after')).toBe('1');
  expect(await refused[0].json()).toMatchObject({ error: { code: 'OVERLOADED' } });
  slow.mockRestore();
});
