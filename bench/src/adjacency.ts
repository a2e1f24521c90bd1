import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** The rows of a gzipped file of adjacency lists: one line a user, the user first, then the items. */
export function adjacency(path: string): () => AsyncIterable<{ user: string; item: string }> {
  return async function* () {
    for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
      const [user, ...items] = line.trim().split(' ');
      for (const item of items) {
        yield { user, item };
      }
    }
  };
}
