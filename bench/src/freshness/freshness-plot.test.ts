import { expect, it } from 'vitest';
import { freshnessPlot } from './freshness-plot.ts';
import { freshnessTable } from './freshness-table.ts';
import { replaySets } from './replay-sets.ts';
import type { CellSummary } from './summary.ts';

const upkeep = { fulls: 7, rejected: 1, deltas: 91, fullSeconds: 6, incrementalSeconds: 30.2 };
const view = { view: 'live', recall: 0.25, rows: 10, byDay: [0.2, 0.3] };
const cells: CellSummary[] = [
  {
    ...{ set: 'simulated-20', strategy: 'never', upkeep },
    terms: { prior: { weight: 0.2, halfLife: '1d' }, calibration: 'none' },
    views: [{ ...view, behind: { difference: 0.05, low: -0.01, high: 0.11 } }],
  },
  {
    ...{ set: 'simulated-20', strategy: 'scheme', upkeep },
    terms: { prior: 'none', calibration: 'none' },
    views: [{ ...view, recall: 0.3, newItems: 0.4, byDay: [0.3, 0.3] }],
  },
];

it('draws a panel a set and a line a strategy, on light and on dark pages', () => {
  const plot = freshnessPlot(replaySets, cells);
  expect(plot.match(/<polyline/g)).toHaveLength(2);
  expect(plot.match(/simulated, /g)).toHaveLength(1);
  expect(plot).toContain('prefers-color-scheme: dark');
  expect(plot).not.toMatch(/NaN|undefined|Infinity/);
});

it('says how far the scheme is before the others, and what of serving was live', () => {
  const table = freshnessTable(replaySets, cells);
  expect(table).toMatch(/never updated +\| both +\| \.2500 +\| \+\.0500 \(-\.0100 to \+\.1100\)/);
  expect(table).toMatch(/the scheme with rehearsal +\| history +\| \*\*\.3000\*\* +\| +\| +\| \.4000/);
  expect(table).toContain('7, 1 refused');
  expect(table).toContain('The prior has the weight 0.2 and the half-life 1d.');
});
