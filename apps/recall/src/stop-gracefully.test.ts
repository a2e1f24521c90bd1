import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openSocket, runningServer } from '../test/running-server.ts';
import { stopGracefully } from './stop-gracefully.ts';

it('answers all that was sent, says that it stops, and waits for no silent socket', async () => {
  let draining = false;
  const server = await runningServer({ draining: () => draining });
  const silent = await openSocket(server.port);
  const slow = await openSocket(server.port);
  slow.socket.write('POST /v1/recall HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{');
  const asked = Array.from({ length: 50 }, () =>
    fetch(`${server.url}/v1/recall`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"k":20}',
    }),
  );
  await sleep(30);
  draining = true;
  const stopped = stopGracefully(server.app);
  const ready = await fetch(`${server.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(ready.headers.get('connection')).toBe('close');
  const late = fetch(`${server.url}/v1/recall`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  for (const response of await Promise.all([...asked, late])) {
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ source: 'popularity' });
  }
  await stopped;
  await Promise.all([silent.closed, slow.closed]);
  await expect(fetch(`${server.url}/livez`)).rejects.toThrow();
  await server.close();
});
