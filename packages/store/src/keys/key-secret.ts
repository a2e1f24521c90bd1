import { createHash, randomBytes } from 'node:crypto';

/** A new key: 256 bits of chance. Its beginning lets tools that look for leaked secrets know it. */
export function newSecret(): string {
  return `tt_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key: SHA-256, hexadecimal. Slow hashes are for secrets that people think of; these cannot be guessed. */
export function keySum(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
