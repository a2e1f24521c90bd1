import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unitVectors, withFolder } from '../../test/index-contract.ts';
import { buildIndex } from '../build-index.ts';
import { hnswAvailable } from '../hnsw/load-hnswlib.ts';
import type { IndexChoice } from '../vector-index.ts';
import { buildInThread, loadInThread } from './in-thread.ts';

const { available } = await hnswAvailable();
const choices: IndexChoice[] = [
  { kind: 'exact' },
  { kind: 'ivf', lists: 12, probes: 3 },
  ...(available ? [{ kind: 'hnsw', m: 16, efConstruction: 200, ef: 400 } as const] : []),
];
const dim = 8;
const vectors = unitVectors(500, dim, 3);
const queries = unitVectors(20, dim, 4);

describe.each(choices)('$kind in a thread', (choice) => {
  it('is the index that is made here, built or opened', async () => {
    const here = await buildIndex(vectors, dim, choice);
    const built = await buildInThread(vectors, dim, choice);
    await withFolder(async (folder) => {
      await here.save(join(folder, 'index'));
      const opened = await loadInThread(join(folder, 'index'), vectors, dim);
      for (const index of [built, opened]) {
        expect(index.kind).toBe(choice.kind);
        expect(index.searchMany(queries, 30)).toEqual(here.searchMany(queries, 30));
        const bias = queries.slice(0, 160).map((x) => 3 * x);
        const biased = new Float32Array(500);
        biased.set(bias);
        expect(index.withBias(biased).searchMany(queries, 30)).toEqual(
          here.withBias(biased).searchMany(queries, 30),
        );
      }
    });
  });

  it('says what is wrong, in words of the index, and can be ended', async () => {
    await expect(buildInThread(vectors.subarray(1), dim, choice)).rejects.toThrow(/no multiple of dim 8/);
    await withFolder(async (folder) => {
      await mkdir(join(folder, 'index'));
      await writeFile(join(folder, 'index', 'index.json'), '{}');
      await expect(loadInThread(join(folder, 'index'), vectors, dim)).rejects.toThrow(/is no index record/);
    });
    const ended = new AbortController();
    const building = buildInThread(vectors, dim, choice, { signal: ended.signal });
    ended.abort();
    await expect(building).rejects.toThrow(/was ended/);
  });
});
