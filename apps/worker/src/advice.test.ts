import { expect, it } from 'vitest';
import { advise } from './advice.ts';

it('is a line to paste, at the same config and store', () => {
  expect(advise(['bundles'], {}, 'pnpm twotower')).toBe('pnpm twotower bundles');
  expect(advise(['promote', 'b1'], { config: 'c.yaml', store: 'my store' }, 'npm run twotower --')).toBe(
    "npm run twotower -- promote b1 --config c.yaml --store 'my store'",
  );
});
