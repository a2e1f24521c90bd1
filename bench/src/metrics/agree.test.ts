import { readFileSync } from 'node:fs';
import { type Examination, evaluate, positivesFrom, type ScoredUsers } from '@twotower/trainer';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const values = z.record(z.string(), z.number());
const peersSchema = z.object({
  items: z.int(),
  k: z.array(z.int()),
  users: z.array(z.object({ scores: z.array(z.number()), seen: z.array(z.int()), test: z.array(z.int()) })),
  examinations: z.array(
    z.object({
      seen: z.enum(['mask', 'keep']),
      users: z.int(),
      mostRelevant: z.int(),
      peers: z.object({ 'ir-measures': values, rectools: values }),
    }),
  ),
});

/** What `bench/peers/metrics.py` wrote. */
const golden = peersSchema.parse(
  JSON.parse(readFileSync(new URL('../../results/metrics.json', import.meta.url), 'utf8')),
);

function ours(seen: 'mask' | 'keep') {
  const { items, k, users } = golden;
  const examination: Examination = {
    items,
    k,
    seen,
    train: positivesFrom(users.map((user) => user.seen)),
    test: positivesFrom(users.map((user) => user.test)),
    counts: new Float64Array(items),
    userGroupings: [],
    itemGroupings: [],
  };
  const score = ({ users: rows }: ScoredUsers, out: Float32Array) => {
    rows.forEach((user, r) => {
      out.set(users[user].scores, r * items);
    });
  };
  return evaluate({ score }, examination);
}

describe.each(golden.examinations)(
  'metrics with seen items: $seen',
  ({ seen, users, mostRelevant, peers }) => {
    const { metrics, users: examined } = ours(seen);

    it('are of the users who have a test item left', () => {
      expect(examined).toBe(users);
      expect(users).toBeLessThan(golden.users.length);
    });

    it.each(['ir-measures', 'rectools'] as const)('equal those of %s where definitions agree', (peer) => {
      let compared = 0;
      for (const [name, value] of Object.entries(peers[peer])) {
        const [family, k] = name.split('@');
        const agrees = family === 'map' ? Number(k) >= mostRelevant : family !== 'ndcg-ideal-of-k';
        if (agrees) {
          compared++;
          expect(Math.abs(metrics[name] - value), name).toBeLessThan(1e-9);
        }
      }
      expect(compared).toBeGreaterThan(4 * golden.k.length);
    });

    it('differ where definitions do: precisions over all test items, an ideal list of k', () => {
      expect(metrics['map@3']).toBeGreaterThan(peers['ir-measures']['map@3']);
      expect(metrics['ndcg@20']).toBeGreaterThan(peers.rectools['ndcg-ideal-of-k@20']);
    });
  },
);
