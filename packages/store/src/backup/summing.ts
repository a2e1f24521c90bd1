import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** What has gone through a stream. */
export interface Summing {
  /** Passes on what it is given. */
  readonly stream: Transform;
  /** Bytes so far, and their sha256, hexadecimal; it is asked for once, at the end. */
  sum(): { readonly bytes: number; readonly sha256: string };
}

export function summing(): Summing {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk);
      bytes += chunk.length;
      next(null, chunk);
    },
  });
  return { stream, sum: () => ({ bytes, sha256: hash.digest('hex') }) };
}
