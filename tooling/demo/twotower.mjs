// One command of apps/worker, run to its end.
import { inRoot, root } from '../process/paths.mjs';
import { run, tail } from '../process/run.mjs';
import { StepError } from '../process/steps.mjs';

/** @returns {Promise<any>} the document that the command prints with --json */
export async function twotower(...args) {
  const { code, output, stdout } = await run(
    process.execPath,
    [inRoot('apps/worker/bin/twotower.js'), ...args, '--json'],
    { cwd: root },
  );
  if (code !== 0) throw new StepError(`twotower ${args[0]} failed (exit ${code}):\n${tail(output, 20)}`);
  return JSON.parse(stdout);
}
