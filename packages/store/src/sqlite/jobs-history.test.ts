import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withFolder } from '../../test/with-folder.ts';
import { type Claim, type Job, mostAttempts } from '../jobs.ts';
import { openRegistry } from './registry.ts';
import { sqliteJobs } from './sqlite-jobs.ts';

const lease = 60_000;
const kinds = ['update', 'full'] as const;

type Step =
  | { readonly kind: 'ask'; readonly of: (typeof kinds)[number] }
  | { readonly kind: 'claim' }
  | { readonly kind: 'heartbeat' | 'done' | 'fail' | 'give-back'; readonly claim: number }
  | { readonly kind: 'cancel'; readonly job: number }
  /** Forward or back. */
  | { readonly kind: 'clock'; readonly by: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), of: fc.constantFrom(...kinds) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('claim' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('heartbeat' as const, 'done' as const, 'fail' as const, 'give-back' as const),
      claim: fc.nat(5),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), job: fc.nat(5) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      by: fc.integer({ min: -90_000, max: 90_000 }),
    }),
  },
);

const ended = ({ state }: Job): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

it('has one worker a job, hears no other, and never goes on with one that has ended, whatever happens', async () => {
  await withFolder(async (folder) => {
    const database = openRegistry(join(folder, 'store.sqlite'));
    let now = Date.UTC(2026, 6, 1);
    const jobs = sqliteJobs(database, () => now);
    const run = async (steps: readonly Step[]): Promise<void> => {
      const claims: Claim[] = [];
      /** Whoever took a job up last has it, until its end is told. */
      const holder = new Map<string, string>();
      const over = new Map<string, Job>();
      const asked: string[] = [];
      for (const each of steps) {
        const before = new Map((await jobs.list({ limit: 1000 })).map((job) => [job.id, job]));
        const claim = 'claim' in each ? claims[each.claim % Math.max(1, claims.length)] : undefined;
        const holds = claim !== undefined && holder.get(claim.job.id) === claim.token;
        switch (each.kind) {
          case 'ask': {
            const job = await jobs.ask({ kind: each.of, askedBy: 'test' });
            expect(job.state).toBe('waiting');
            asked.push(job.id);
            break;
          }
          case 'claim': {
            const taken = await jobs.claim(lease);
            if (taken === undefined) break;
            const was = before.get(taken.job.id);
            expect(was && ended(was)).toBe(false);
            expect(taken.job.attempts).toBe((was?.attempts ?? 0) + 1);
            if (was?.state === 'running') {
              expect(Math.abs(now - Date.parse(was.heartbeatAt ?? ''))).toBeGreaterThan(lease);
            }
            holder.set(taken.job.id, taken.token);
            claims.push(taken);
            break;
          }
          case 'heartbeat':
            if (claim && before.get(claim.job.id)?.state === 'running' && holds) {
              expect(await jobs.heartbeat(claim)).not.toBe('lost');
            } else if (claim) expect(await jobs.heartbeat(claim)).toBe('lost');
            break;
          case 'done':
          case 'fail':
          case 'give-back': {
            if (claim === undefined) break;
            const isHeard = await jobs.end(claim, outcomeOf(each.kind));
            expect(isHeard).toBe(holds && before.get(claim.job.id)?.state === 'running');
            if (isHeard) holder.delete(claim.job.id);
            break;
          }
          case 'cancel':
            if (asked.length > 0) await jobs.cancel(asked[each.job % asked.length]);
            break;
          case 'clock':
            now += each.by;
        }
        for (const job of await jobs.list({ limit: 1000 })) {
          expect(job.attempts).toBeLessThanOrEqual(mostAttempts);
          const last = over.get(job.id);
          if (last) expect(job).toEqual(last);
          if (ended(job)) over.set(job.id, job);
        }
      }
      // So that histories do not know each other.
      await database.writing().deleteFrom('job').execute();
    };
    try {
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), run), {
        numRuns: 30,
        seed: 17,
      });
    } finally {
      database.close();
    }
  });
}, 180_000);

function outcomeOf(kind: 'done' | 'fail' | 'give-back') {
  if (kind === 'done') return { kind, result: { kind: 'nothing-new', bundleId: 'b' } } as const;
  if (kind === 'fail') return { kind: 'failed', error: 'fault', retryIn: 1000 } as const;
  return { kind: 'given-back' } as const;
}
