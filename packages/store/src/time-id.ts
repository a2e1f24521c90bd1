import { randomBytes } from 'node:crypto';

/** A new id that says when, by which what has such ids is in order: `20261128T135535-daf0e3`. @param at ISO 8601, UTC */
export function timeId(at: string): string {
  return `${at.replace(/[-:]|\.\d+Z$/g, '')}-${randomBytes(3).toString('hex')}`;
}
