import { expect, it } from 'vitest';
import { parseConfig } from './parse-config.ts';

const config = (more: object) =>
  parseConfig({ schema: { user: { id: 'u' }, item: { id: 'i' } }, data: { events: 'log.csv' }, ...more });

it('has a time of night in a time zone, and what to raise an alert for', () => {
  expect(config({}).daemon).toEqual({ full: '0 3 * * *', timeZone: 'UTC' });
  expect(config({ daemon: { timeZone: 'Asia/Tokyo' } }).daemon.timeZone).toBe('Asia/Tokyo');
  expect(() => config({ daemon: { timeZone: 'Mars/North' } })).toThrow('daemon.timeZone is "Mars/North"');
  expect(() => config({ alerts: { webhook: 'file:///etc/passwd' } })).toThrow('alerts.webhook');
});
