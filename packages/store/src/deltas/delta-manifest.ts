import type { SealedFile } from '@twotower/durable';
import { z } from 'zod';
import { positionSchema } from '../events/log-position.ts';

/** What `manifest.json` of a delta says besides its files: the only truth about what was consumed. */
export const deltaFactsSchema = z.strictObject({
  base: z.string().min(1),
  previous: z.int().min(0),
  sequence: z.int().min(1),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  formatVersion: z.literal(1),
  from: positionSchema,
  to: positionSchema,
  watermark: z.number().optional(),
  /** How many of each it holds. */
  rows: z.strictObject({
    users: z.int().min(0),
    items: z.int().min(0),
    vectors: z.int().min(0),
    prior: z.int().min(0),
    removed: z.int().min(0),
  }),
});

export type DeltaFacts = z.infer<typeof deltaFactsSchema>;

export interface DeltaManifest extends DeltaFacts {
  readonly files: readonly SealedFile[];
}
