import { z } from 'zod';

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `10m`, `12h`, `7d`: a positive number and a unit of ms, s, m, h, d or w. */
export const durationSchema = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d|w)$/, 'expected a number and a unit (ms, s, m, h, d, w), such as "7d"')
  .refine((text) => Number.parseFloat(text) > 0, 'expected more than 0');

/** Milliseconds of a duration that {@link durationSchema} has let through. */
export function milliseconds(duration: string): number {
  const unit = duration.replace(/^[\d.]+/, '') as keyof typeof units;
  return Number.parseFloat(duration) * units[unit];
}
