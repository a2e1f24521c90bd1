import type { SealedFile } from '@twotower/durable';
import { z } from 'zod';

/** What `manifest.json` of a bundle says besides its list of files. */
export const bundleFactsSchema = z.strictObject({
  id: z.string().min(1),
  parent: z.string().min(1).optional(),
  kind: z.enum(['train', 'full']),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  seed: z.number(),
  formatVersion: z.literal(1),
  dim: z.int().min(1),
  items: z.int().min(0),
  users: z.int().min(0),
});

export type BundleFacts = z.infer<typeof bundleFactsSchema>;

/** `manifest.json`: the last file written, and the proof of all others. */
export interface BundleManifest extends BundleFacts {
  readonly files: readonly SealedFile[];
}
