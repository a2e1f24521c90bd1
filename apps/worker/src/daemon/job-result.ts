import type { JobKind, JobResult } from '@twotower/schema';
import { z } from 'zod';

const nothingNew = z
  .object({ bundleId: z.string(), nothingNew: z.literal(true) })
  .transform(({ bundleId }): JobResult => ({ kind: 'nothing-new', bundleId }));

const update = z
  .object({
    bundleId: z.string(),
    deltaSequence: z.int(),
    rows: z.int(),
    positives: z.int(),
    from: z.string(),
    to: z.string(),
  })
  .transform((delta): JobResult => ({ kind: 'delta', ...delta }));

const full = z.discriminatedUnion('accepted', [
  z
    .object({ accepted: z.literal(true), bundleId: z.string(), deltaSequence: z.int(), runId: z.string() })
    .transform(({ accepted: _, ...rest }): JobResult => ({ kind: 'accepted', ...rest })),
  z
    .object({ accepted: z.literal(false), bundleId: z.string(), runId: z.string() })
    .transform(({ accepted: _, ...rest }): JobResult => ({ kind: 'rejected', ...rest })),
]);

const prune = z
  .object({ bundles: z.array(z.string()), events: z.int(), bytes: z.int() })
  .transform((pruned): JobResult => ({ kind: 'pruned', ...pruned }));

const documents: Readonly<Record<JobKind, z.ZodType<JobResult>>> = {
  update: z.union([nothingNew, update]),
  full: z.union([nothingNew, full]),
  prune,
};

/** What a job came to, by the document that its command prints with `--json`. */
export function jobResultOf(kind: JobKind, document: unknown): JobResult {
  return documents[kind].parse(document);
}
