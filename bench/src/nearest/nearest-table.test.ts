import { expect, it } from 'vitest';
import { nearestTable } from './nearest-table.ts';

it('has a row an index, and a dash where nothing was asked at once', () => {
  const exact = { name: 'exact', query: 0.1234, many: 0.05, recall: 1, build: 0.02 };
  const flat = { name: 'faiss flat', query: 0.7, recall: 1, build: 0 };
  const table = nearestTable([{ set: 'clustered', size: 100_000, measured: [exact, flat] }]);
  const cells = table.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
  expect(cells.slice(2)).toEqual([
    ['clustered, 100,000', 'exact', '0.123', '0.050', '1.0000', '0.02'],
    ['clustered, 100,000', 'faiss flat', '0.700', '-', '1.0000', '0.00'],
  ]);
});
