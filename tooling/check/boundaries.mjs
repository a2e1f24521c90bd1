// Checks the import table: node tooling/check/boundaries.mjs [ROOT]
import { root } from '../process/paths.mjs';
import { violationsOf } from './violations.mjs';

const problems = violationsOf(process.argv[2] ?? root);
for (const problem of problems) console.error(problem);
console.error(
  problems.length === 0
    ? 'boundaries: all imports as the table allows'
    : `boundaries: ${problems.length} violations`,
);
if (problems.length > 0) process.exitCode = 1;
