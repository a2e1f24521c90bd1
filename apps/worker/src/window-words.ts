import type { Report } from '@twotower/schema';

/** `5 windows from 2026-05-03T00:00:00.001Z to 2026-05-08T00:00:00.001Z`; undefined where the split is no rolling one. */
export function windowWords({ windows }: Report['protocol']): string | undefined {
  if (windows === undefined || windows.length === 0) {
    return undefined;
  }
  const count = `${windows.length} window${windows.length === 1 ? '' : 's'}`;
  return `${count} from ${windows[0].from} to ${windows[windows.length - 1].to}`;
}
