import type { Hint } from '@twotower/schema';

/** `model.user.useId: false (64 % of the examined users are new: ...)` */
export function hintWords({ key, change, expected }: Hint): string {
  return `${key}: ${change} (${expected})`;
}
