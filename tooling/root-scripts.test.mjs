import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { inRoot } from './process/paths.mjs';

const run = (script, ...args) =>
  execFileSync(process.execPath, [inRoot(script), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });

it('the root script twotower is the command line', () => {
  expect(run('tooling/twotower.mjs', '--help')).toMatch(/Usage: twotower/);
});

it('the root script bench names what it measures', () => {
  expect(() => run('tooling/bench.mjs', 'nothing')).toThrow(/Command failed/);
  expect(run('tooling/bench.mjs', '--help')).toMatch(/pnpm bench quality SET/);
});
