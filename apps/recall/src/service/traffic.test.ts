import { expect, it } from 'vitest';
import { TrafficMeter } from './traffic.ts';

it('counts by minutes, for an hour, and tells latencies to a tenth', () => {
  let now = 0;
  const meter = new TrafficMeter(() => now);
  for (let i = 1; i <= 100; i++) {
    meter.recalled({ source: i > 90 ? 'popularity' : 'model' });
    meter.answered(i);
  }
  meter.failed(404);
  now = 60_000;
  meter.recalled({ source: 'model' });
  const report = meter.report(3);
  expect(report).toMatchObject({
    since: '1970-01-01T00:00:00.000Z',
    minutes: [
      { at: 0, recalls: 100, fallbacks: 10, failures: 1 },
      { at: 60_000, recalls: 1, fallbacks: 0, failures: 0 },
    ],
    recalls: 101,
    sources: { model: 91, popularity: 10 },
    failures: { 404: 1 },
    queue: 3,
  });
  const { p50 = 0, p95 = 0, p99 = 0 } = report.latency ?? {};
  for (const [value, true_] of [
    [p50, 50],
    [p95, 95],
    [p99, 99],
  ]) {
    expect(value).toBeGreaterThanOrEqual(true_);
    expect(value).toBeLessThanOrEqual(true_ * 1.101);
  }
  now = 61 * 60_000;
  const later = meter.report(0);
  expect(later.minutes).toHaveLength(60);
  expect(later).toMatchObject({ recalls: 0, sources: {}, failures: {} });
  expect(later.latency).toBeUndefined();
});
