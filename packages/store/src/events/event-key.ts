import { createHash } from 'node:crypto';

/**
 * What a log keeps of an event's id: 132 bits of its SHA-256 in 22 characters. Short whatever the id, and it says nothing of
 * a person once the event is erased.
 */
export function keyOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 22);
}
