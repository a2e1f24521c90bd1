// npm test [-- FILTER...]: everything that must hold, from a clean clone. Last line: the counts.
import { openSteps, orFail } from './process/steps.mjs';
import { check } from './testing/check.mjs';
import { runVitest } from './testing/vitest.mjs';
import { prepareWorkspace } from './workspace/prepare.mjs';

const step = openSteps(process.stdout);
let counts = { passed: 0, failed: 0, skipped: 0 };

await orFail(async () => {
  await prepareWorkspace(step, 'always');
  // A failed check fails the run, but the tests are worth seeing all the same.
  await orFail(() => step('check', check));
  const result = await runVitest(process.argv.slice(2));
  counts = result.counts;
  if (result.code !== 0 || counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
});

console.log(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
