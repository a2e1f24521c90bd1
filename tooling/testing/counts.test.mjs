import { expect, test } from 'vitest';
import { countTests } from './counts.mjs';

const file = (status, ...tests) => ({ status, assertionResults: tests.map((each) => ({ status: each })) });

test('counts tests over files; pending and todo are skipped', () => {
  const report = {
    testResults: [file('passed', 'passed', 'pending', 'todo'), file('failed', 'passed', 'failed')],
  };
  expect(countTests(report)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test('a file that breaks before its tests is a failure', () => {
  expect(countTests({ testResults: [file('failed'), file('passed', 'passed')] })).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});
