import type { Foretold } from '@twotower/schema';
import type { Job } from '@twotower/store';
import { expect, it } from 'vitest';
import { foretoldObserver } from './foretold-observer.ts';

const now = Date.UTC(2026, 6, 10);
const foretold = (more: Partial<Foretold> = {}): Foretold => ({
  users: 500,
  positives: 900,
  k: 50,
  recall: 0.3,
  prior: 0.1,
  deviation: 0.3,
  newUsers: 0.1,
  newItems: 0.02,
  shifts: [{ feature: 'user.country', psi: 0.01, missing: { before: 0, now: 0 } }],
  ...more,
});
const result = (of: Foretold) =>
  ({
    kind: 'delta',
    bundleId: 'b',
    deltaSequence: 1,
    rows: 1,
    positives: 1,
    from: '0',
    to: '1',
    foretold: of,
  }) as const;

/** Ends an update with each look, the last one now and one a day before that. @returns alerts that are up, after each */
async function alertsAfter(looks: readonly Foretold[]): Promise<string[][]> {
  const up = new Set<string>();
  const done: Job[] = [];
  const observer = foretoldObserver({
    jobs: { list: async () => done },
    alerts: { raise: (name) => void up.add(name), settle: (name) => void up.delete(name) },
    config: { alerts: { staleDelta: '1h', recallDrop: 0.1, drift: 0.25, newUsers: 0.5 } },
    onForetold() {},
    onFault: (error) => {
      throw error;
    },
    now: () => now,
  });
  const states: string[][] = [];
  for (const [n, look] of looks.entries()) {
    const at = new Date(now - (looks.length - 1 - n) * 86_400_000).toISOString();
    done.push({ kind: 'update', startedAt: at, result: result(look) } as unknown as Job);
    observer.onEnd({ kind: 'update' } as Job, { kind: 'done', result: result(look) }, 1);
    await observer.judged;
    states.push([...up].sort());
  }
  return states;
}

it('raises an alert where recall drops, features shift or most users are new, and settles it', async () => {
  const shifted = foretold({
    shifts: [{ feature: 'user.country', psi: 0.4, missing: { before: 0, now: 0.3 } }],
  });
  expect(await alertsAfter([foretold(), shifted, foretold({ newUsers: 0.7 }), foretold()])).toEqual([
    [],
    ['drift'],
    ['unknown'],
    [],
  ]);
  expect((await alertsAfter([foretold(), foretold(), foretold({ recall: 0.1 })])).at(-1)).toEqual([
    'recall-drop',
  ]);
});
