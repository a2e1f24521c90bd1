// One run of vitest, seen by people and counted for programs.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, root } from '../process/paths.mjs';
import { run } from '../process/run.mjs';
import { countTests } from './counts.mjs';

/**
 * @param {readonly string[]} args filters and flags for vitest
 * @returns {Promise<{ code: number, counts: { passed: number, failed: number, skipped: number } }>}
 */
export async function runVitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'twotower-tests-'));
  const file = join(folder, 'report.json');
  // What tests put there goes with it. Others than its owner pass through: PostgreSQL does not run as root.
  const scratch = join(folder, 'tmp');
  mkdirSync(scratch);
  for (const path of [folder, scratch]) chmodSync(path, 0o711);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const bin = inRoot('node_modules/vitest/vitest.mjs');
  try {
    const { code } = await run(process.execPath, [bin, 'run', ...reporters, ...args], {
      cwd: root,
      env: { TMPDIR: scratch },
      output: 'show',
    });
    const counts = existsSync(file) ? countTests(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
    return { code, counts: counts ?? { passed: 0, failed: 0, skipped: 0 } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
