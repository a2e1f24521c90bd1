import { expect, it } from 'vitest';
import { listenError } from './http/listen-error.ts';
import { readSettings } from './settings.ts';

it('has defaults for all', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({ host: '127.0.0.1', port: 7700, logLevel: 'info', store: './.twotower' });
  expect(settings.adminFolder).toMatch(/apps.admin.dist$/);
});

it.each([
  ['TWOTOWER_HOSTS', 'shop.example:80/x', 'names without ports'],
  ['TWOTOWER_RATE', '-1', 'requests a second'],
  ['TWOTOWER_PORT', '70000', '0 to 65535'],
  ['TWOTOWER_PORT', 'http', '0 to 65535'],
  ['TWOTOWER_LOG', 'loud', 'info'],
])('refuses %s=%s by name', (name, value, mend) => {
  expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`${name}="${value}".*${mend}`));
});

it('names the setting of a port in use', () => {
  const error = Object.assign(new Error('listen'), { code: 'EADDRINUSE' });
  expect(String(listenError(error, readSettings({})))).toContain('TWOTOWER_PORT=7700: the port is in use');
});

it('takes names of hosts, and does not say a key that it refuses', () => {
  expect(readSettings({ TWOTOWER_HOSTS: 'a.example, b.example' }).hosts).toEqual(['a.example', 'b.example']);
  expect(() => readSettings({ TWOTOWER_EVENTS: 'mysql://a:secret@b/c' })).toThrow(
    /^environment variable TWOTOWER_EVENTS: must be a postgres/,
  );
  expect(() => readSettings({ TWOTOWER_FIRST_KEY: 'short' })).toThrow(
    /^environment variable TWOTOWER_FIRST_KEY: /,
  );
});
