import { createHash } from 'node:crypto';

/**
 * What a log keeps of an event's id: 132 bits of its SHA-256, with the user's, in 22 characters. Short whatever the id, and it
 * tells nothing of a person once the event is erased.
 */
export function keyOf(user: string, id: string): string {
  return createHash('sha256').update(`${user}\0${id}`).digest('base64url').slice(0, 22);
}

/** What tells a user whom the log was made to forget: 132 bits of a SHA-256, in 22 characters. */
export function userSum(user: string): string {
  return keyOf(user, '');
}
