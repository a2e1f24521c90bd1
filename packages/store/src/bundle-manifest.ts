import type { SealedFile } from '@twotower/durable';
import { z } from 'zod';
import { positionSchema } from './events/log-position.ts';

/** The format that is written; older ones are migrated when they are read. */
export const bundleFormat = 3;

/** Up to where a bundle has learnt. */
export const cutOffSchema = z.strictObject({
  /** In the event log: what comes from here on has not been learnt, but for what the files held. */
  position: positionSchema,
  /** The newest event it learnt, milliseconds since 1970; absent where the log had no times. */
  newestTime: z.number().optional(),
  /** The newest change by hand that its items and users were read behind, see `EntityChanges`; absent where there was none. */
  changes: z.int().min(0).optional(),
  /** The files it was trained from: their rows are history. */
  files: z.array(
    z.strictObject({
      file: z.string(),
      sha256: z.string(),
      bytes: z.int().min(0),
      rows: z.int().min(0),
    }),
  ),
});

export type CutOff = z.infer<typeof cutOffSchema>;

/** What `manifest.json` of a bundle says besides its list of files. */
export const bundleFactsSchema = z.strictObject({
  id: z.string().min(1),
  parent: z.string().min(1).optional(),
  kind: z.enum(['train', 'full']),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  seed: z.number(),
  formatVersion: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  dim: z.int().min(1),
  items: z.int().min(0),
  users: z.int().min(0),
  /** Absent in formats 1 and 2. */
  cutOff: cutOffSchema.optional(),
});

export type BundleFacts = z.infer<typeof bundleFactsSchema>;

/** `manifest.json`: the last file written, and the proof of all others. */
export interface BundleManifest extends BundleFacts {
  readonly files: readonly SealedFile[];
}
