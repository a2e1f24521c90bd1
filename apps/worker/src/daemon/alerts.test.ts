import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Job } from '@twotower/store';
import { expect, it } from 'vitest';
import { alertObserver } from './alert-observer.ts';
import { type AlertName, Alerts } from './alerts.ts';

function recorded(webhook?: string) {
  const said: string[] = [];
  const changes: [AlertName, boolean][] = [];
  const log = {
    warn: (_: unknown, message?: string) => void said.push(`warn ${message}`),
    info: (_: unknown, message?: string) => void said.push(`info ${message}`),
    error: (_: unknown, message?: string) => void said.push(`error ${message}`),
  };
  const alerts = new Alerts({
    log,
    onAlert: (name, raised) => void changes.push([name, raised]),
    now: () => 0,
    ...(webhook !== undefined && { webhook }),
  });
  changes.length = 0;
  return { alerts, said, changes };
}

const job = { id: 'j1', kind: 'update', attempts: 1 } as Job;

it('raises an alert once and settles it once', () => {
  const { alerts, said, changes } = recorded();
  alerts.settle('stale', 'never was');
  alerts.raise('stale', 'late');
  alerts.raise('stale', 'later');
  alerts.settle('stale', 'in time');
  expect(said).toEqual(['warn late', 'info in time']);
  expect(changes).toEqual([
    ['stale', true],
    ['stale', false],
  ]);
});

it('raises one for a job that nobody tries again and for a refused bundle, until one goes well', () => {
  const { alerts, changes } = recorded();
  const { onEnd } = alertObserver(alerts, 5);
  onEnd(job, { kind: 'failed', error: 'disk', retryIn: 1000 }, 1);
  expect(changes).toEqual([]);
  onEnd({ ...job, attempts: 5 }, { kind: 'failed', error: 'disk', retryIn: 1000 }, 1);
  onEnd(job, { kind: 'done', result: { kind: 'rejected', bundleId: 'b', runId: 'r' } }, 1);
  onEnd(job, { kind: 'done', result: { kind: 'accepted', bundleId: 'b', deltaSequence: 0, runId: 'r' } }, 1);
  expect(changes).toEqual([
    ['job-failed', true],
    ['job-failed', false],
    ['gate-rejected', true],
    ['gate-rejected', false],
  ]);
});

it('tells a webhook in order, and says so where it cannot', async () => {
  const got: unknown[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      got.push(JSON.parse(body));
      response.writeHead(got.length === 1 ? 200 : 500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { alerts, said } = recorded(`http://127.0.0.1:${port}/`);
  alerts.raise('stale', 'late');
  alerts.settle('stale', 'in time');
  await alerts.told;
  const at = '1970-01-01T00:00:00.000Z';
  expect(got).toEqual([
    { alert: 'stale', raised: true, message: 'late', at },
    { alert: 'stale', raised: false, message: 'in time', at },
  ]);
  expect(said).toContain('error alerts.webhook answered 500');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  alerts.raise('stale', 'late again');
  await alerts.told;
  expect(said.at(-1)).toMatch(/^error alerts.webhook /);
});
