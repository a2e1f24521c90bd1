import type { Job } from '@twotower/store';
import { expect, it } from 'vitest';
import { daemonMetrics } from './daemon-metrics.ts';
import { serveMetrics } from './metrics-server.ts';

it('answers a daemon’s numbers at /metrics, and nothing else', async () => {
  const { registry, observer, onAlert } = daemonMetrics();
  observer.onLead(true);
  const result = {
    kind: 'delta',
    bundleId: 'b',
    deltaSequence: 1,
    rows: 7,
    positives: 3,
    from: '0',
    to: '5',
  } as const;
  observer.onEnd({ kind: 'update' } as Job, { kind: 'done', result }, 1500);
  onAlert('stale', true);
  const server = await serveMetrics(registry, { host: '127.0.0.1', port: 0 });
  try {
    const text = await (await fetch(server.url)).text();
    expect(text).toContain('twotower_daemon_leads 1');
    expect(text).toContain('twotower_jobs_total{kind="update",outcome="done"} 1');
    expect(text).toContain('twotower_rows_published_total 7');
    expect(text).toContain('twotower_alert{alert="stale"} 1');
    expect((await fetch(server.url.replace('metrics', 'other'))).status).toBe(404);
    const port = Number(new URL(server.url).port);
    await expect(serveMetrics(registry, { host: '127.0.0.1', port })).rejects.toThrow(
      `--metrics 127.0.0.1:${port}`,
    );
  } finally {
    server.close();
  }
});
