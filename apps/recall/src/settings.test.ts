import { expect, it } from 'vitest';
import { listenError } from './listen-error.ts';
import { readSettings } from './settings.ts';

it('has defaults for all', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({ host: '127.0.0.1', port: 7700, logLevel: 'info', store: './.twotower' });
  expect(settings.adminFolder).toMatch(/apps.admin.dist$/);
});

it.each([
  ['TWOTOWER_HOST', '0.0.0.0', 'no API keys'],
  ['TWOTOWER_HOST', '127.evil.example', 'no API keys'],
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
