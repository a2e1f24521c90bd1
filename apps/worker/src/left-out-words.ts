import type { LeftOut } from '@twotower/schema';

/** `recent-popularity: nothing is recent in a log without times; to have it, name schema.event.time` */
export function leftOutWords({ baseline, reason, mend }: LeftOut): string {
  return `${baseline}: ${reason}; to have it, ${mend}`;
}
