import type { Report } from '@twotower/schema';

/** A report for tests, with these parts of it changed. */
export function reportOf(changes: Partial<Report>): Report {
  return {
    protocol: {
      split: 'temporal',
      part: 'test',
      seen: 'mask',
      users: 612,
      items: 3000,
      trainEvents: 27_314,
      testEvents: 3035,
      seed: 42,
    },
    metrics: {},
    baselines: {},
    intervals: {},
    slices: {},
    curve: [],
    timing: {},
    warnings: [],
    ...changes,
  };
}
