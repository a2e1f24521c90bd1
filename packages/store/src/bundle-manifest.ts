import type { SealedFile } from '@twotower/durable';
import { z } from 'zod';

/** The format that is written; older ones are migrated when they are read. */
export const bundleFormat = 3;

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
});

export type BundleFacts = z.infer<typeof bundleFactsSchema>;

/** `manifest.json`: the last file written, and the proof of all others. */
export interface BundleManifest extends BundleFacts {
  readonly files: readonly SealedFile[];
}
