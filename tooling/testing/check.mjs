// The static checks: boundaries, formatting and lint, types.
import { inRoot, root } from '../process/paths.mjs';
import { run, tail } from '../process/run.mjs';
import { StepError } from '../process/steps.mjs';
import { turbo } from '../workspace/build.mjs';

/** Runs all three, so that one call shows everything that is wrong. @throws StepError */
export async function check() {
  const found = [
    ['boundaries', await run(process.execPath, [inRoot('tooling/check/boundaries.mjs')], { cwd: root })],
    [
      'biome',
      await run(process.execPath, [inRoot('node_modules/@biomejs/biome/bin/biome'), 'check', '.'], {
        cwd: root,
      }),
    ],
    ['typecheck', await turbo(['run', 'typecheck', '--output-logs=errors-only', '--continue'])],
  ];
  const failed = found.filter(([, { code }]) => code !== 0);
  if (failed.length === 0) return;
  const report = failed.map(([name, { output }]) => `${name}:\n${tail(output, 80)}`).join('\n');
  throw new StepError(`checks failed: ${failed.map(([name]) => name).join(', ')}\n${report}`);
}
