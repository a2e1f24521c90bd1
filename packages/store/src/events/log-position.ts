import { z } from 'zod';

/**
 * A place between two events: text that only the log reads (an offset, or one a partition). Kept in manifests; a reader goes
 * on from it.
 */
export const positionSchema = z.string().min(1).max(10_000).brand<'LogPosition'>();
export type LogPosition = z.infer<typeof positionSchema>;
