import { expect, it } from 'vitest';
import { howCalled } from './how-called.ts';

const script = '/srv/two/apps/worker/bin/twotower.js';
const npm = 'npm/11.19.1 node/v20.20.2 linux x64 workspaces/false';
const pnpm = 'pnpm/10.34.8 npm/? node/v20.20.2 linux x64';

it.each([
  [
    'npm run twotower -- train',
    { npm_config_user_agent: npm, npm_lifecycle_event: 'twotower', npm_command: 'run' },
    script,
    'npm run twotower --',
  ],
  [
    'pnpm twotower train',
    { npm_config_user_agent: pnpm, npm_lifecycle_event: 'twotower', npm_execpath: '/usr/lib/pnpm.cjs' },
    script,
    'pnpm twotower',
  ],
  [
    'pnpm by npx',
    {
      npm_config_user_agent: pnpm,
      npm_lifecycle_event: 'twotower',
      npm_execpath: '/home/a/.npm/_npx/a06d/node_modules/pnpm/bin/pnpm.cjs',
    },
    script,
    'npx pnpm@10.34.8 twotower',
  ],
  [
    'yarn',
    { npm_config_user_agent: 'yarn/1.22.22 npm/? node/v20', npm_lifecycle_event: 'twotower' },
    script,
    'yarn twotower',
  ],
  [
    'npx twotower train',
    { npm_config_user_agent: npm, npm_lifecycle_event: 'npx', npm_command: 'exec' },
    '/srv/shop/node_modules/.bin/twotower',
    'npx twotower',
  ],
  [
    'pnpm exec twotower train',
    { npm_config_user_agent: pnpm, npm_command: 'exec' },
    script,
    'pnpm exec twotower',
  ],
  [
    'a script of the user',
    { npm_config_user_agent: npm, npm_lifecycle_event: 'nightly', npm_command: 'run' },
    '/srv/shop/node_modules/.bin/twotower',
    'npx twotower',
  ],
  ['node by path', {}, script, 'node apps/worker/bin/twotower.js'],
  ['node from elsewhere', {}, '/opt/two tower/main.js', "node '/opt/two tower/main.js'"],
  [
    'a script that runs the file',
    { npm_config_user_agent: npm, npm_lifecycle_event: 'start', npm_command: 'start' },
    script,
    'node apps/worker/bin/twotower.js',
  ],
  ['an installed program', { PATH: '/usr/bin:/usr/local/bin' }, '/usr/local/bin/twotower', 'twotower'],
  ['a program that is not on the path', { PATH: '/usr/bin' }, '/opt/bin/twotower', '/opt/bin/twotower'],
])('%s', (_, environment, path, expected) => {
  expect(howCalled({ environment, argv: ['/usr/bin/node', path], cwd: '/srv/two' })).toBe(expected);
});
