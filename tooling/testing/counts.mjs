// How many tests passed, failed and were skipped, from vitest's JSON report.

/**
 * A file that breaks before its first test counts as one failure.
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 */
export function countTests(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    for (const { status } of file.assertionResults) {
      counts[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1;
    }
    const failures = file.assertionResults.some(({ status }) => status === 'failed');
    if (file.status === 'failed' && !failures) counts.failed += 1;
  }
  return counts;
}
