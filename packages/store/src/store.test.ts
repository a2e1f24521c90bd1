import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSealed } from '@twotower/durable';
import { describe, expect, it } from 'vitest';
import { bundleContent, report } from '../test/bundle-content.ts';
import { withFolder } from '../test/with-folder.ts';
import { StoreError } from './error.ts';
import { openStore, type Store } from './store.ts';

async function withStore(task: (store: Store) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const store = await openStore(folder);
    try {
      await task(store);
    } finally {
      await store.close();
    }
  });
}

describe('bundles', () => {
  it('come back as they were written', async () => {
    await withStore(async (store) => {
      const content = bundleContent();
      const manifest = await store.bundles.write(content);
      const { manifest: found, indexFolder, ...loaded } = await store.bundles.read(manifest.id);
      const { saveIndex: _, ...written } = content;
      expect(found).toEqual(manifest);
      expect(loaded).toEqual({ ...written, parent: undefined });
      expect(await readFile(join(indexFolder, 'index.json'), 'utf8')).toBe('{"kind":"exact"}');
    });
  });

  it('may be empty', async () => {
    await withStore(async (store) => {
      const empty = {
        ...bundleContent(),
        dense: {},
        tables: {},
        accumulators: {},
        features: {},
        itemVectors: new Float32Array(0),
        items: { ids: [], columns: { a: [] }, popularity: new Float64Array(0) },
        users: { ids: [], columns: {}, history: { offsets: Int32Array.of(0), items: new Int32Array(0) } },
      };
      const { saveIndex: _, ...written } = empty;
      expect(await store.bundles.read((await store.bundles.write(empty)).id)).toMatchObject(written);
    });
  });

  it('have the same files for the same content', async () => {
    await withStore(async (store) => {
      const first = await store.bundles.write(bundleContent());
      const second = await store.bundles.write(bundleContent());
      expect(second.files).toEqual(first.files);
      expect(second.id).not.toBe(first.id);
    });
  });

  it('are refused, by the name of the file, when truncated, changed or incomplete', async () => {
    await withStore(async (store) => {
      const { id } = await store.bundles.write(bundleContent());
      const folder = join(store.folder, 'bundles', id);
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      for (const entry of entries.filter((candidate) => candidate.isFile())) {
        const file = join(entry.parentPath, entry.name);
        const whole = await readFile(file);
        const flipped = Buffer.from(whole);
        flipped[whole.length >> 1] ^= 1;
        for (const damage of [
          () => truncate(file, whole.length - 1),
          () => writeFile(file, flipped),
          () => appendFile(file, 'x'),
          () => rm(file),
        ]) {
          await damage();
          const refusal = await store.bundles.read(id).catch((error: unknown) => error);
          expect(refusal, file).toBeInstanceOf(StoreError);
          expect((refusal as Error).message).toContain(file);
          await writeFile(file, whole);
        }
      }
      expect((await store.bundles.read(id)).manifest.id).toBe(id);
    });
  });

  it('are listed newest first with aliases and metrics, broken ones marked', async () => {
    await withStore(async (store) => {
      const { id } = await store.bundles.write(bundleContent());
      await store.aliases.set('champion', id);
      expect(await store.bundles.list()).toMatchObject([
        { id, kind: 'train', aliases: ['champion'], metrics: report.metrics },
      ]);
      await rm(join(store.folder, 'bundles', id, 'dense.safetensors'));
      const [broken] = await store.bundles.list();
      expect(broken.broken).toContain('dense.safetensors');
      expect(broken.manifest).toBeUndefined();
    });
  });

  it('leave nothing behind when writing fails, and unknown ones are named', async () => {
    await withStore(async (store) => {
      const saveIndex = async () => {
        throw new Error('no index');
      };
      await expect(store.bundles.write({ ...bundleContent(), saveIndex })).rejects.toThrow('no index');
      expect(await readdir(join(store.folder, 'bundles'))).toEqual([]);
      await expect(store.bundles.read('nothing')).rejects.toThrow(/no bundle nothing/);
      await expect(store.bundles.read('../x')).rejects.toThrow(StoreError);
    });
  });
});

describe('aliases', () => {
  it('point at whole bundles and roll back one step a time', async () => {
    await withStore(async (store) => {
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) ids.push((await store.bundles.write(bundleContent())).id);
      for (const [sequence, id] of ids.entries()) await store.aliases.set('champion', id, sequence);
      expect(await store.aliases.get('champion')).toMatchObject({ bundleId: ids[2], deltaSequence: 2 });
      expect((await store.aliases.rollback('champion')).bundleId).toBe(ids[1]);
      expect((await store.aliases.rollback('champion')).bundleId).toBe(ids[0]);
      await expect(store.aliases.rollback('champion')).rejects.toThrow(/no earlier target/);
      expect((await store.aliases.get('champion'))?.bundleId).toBe(ids[0]);
      const history = await store.aliases.history('champion');
      expect(history.map(({ bundleId }) => bundleId)).toEqual([...ids].reverse());
      expect(history.map(({ rolledBackAt }) => rolledBackAt !== undefined)).toEqual([true, true, false]);
      await expect(store.aliases.set('shadow', 'nothing')).rejects.toThrow(StoreError);
      expect(await store.aliases.get('shadow')).toBeUndefined();
    });
  });
});

describe('runs', () => {
  it('keep their epochs, reports and failures', async () => {
    await withStore(async (store) => {
      const id = await store.runs.start({ kind: 'train', config: { a: 1 } });
      const [epoch] = report.curve;
      await store.runs.epoch(id, { ...epoch, loss: 9 });
      await store.runs.epoch(id, epoch);
      expect(await store.runs.list()).toMatchObject([
        { id, status: 'running', config: { a: 1 }, epochs: [epoch] },
      ]);
      await store.runs.finish(id, report);
      expect(await store.runs.list()).toMatchObject([{ status: 'finished', report }]);
      await store.runs.fail(id, 'out of memory');
      expect(await store.runs.list()).toMatchObject([{ status: 'failed', error: 'out of memory' }]);
      await expect(store.runs.finish('nothing', report)).rejects.toThrow(StoreError);
    });
  });
});

describe('checkpoints', () => {
  it('are replaced whole, loaded, refused when damaged, and removed', async () => {
    await withStore(async (store) => {
      const { checkpoints } = store;
      expect(await checkpoints.load('train')).toBeUndefined();
      for (const epoch of [1, 2]) {
        await checkpoints.save('train', {
          meta: { epoch },
          tensors: { w: { shape: [1], data: Float32Array.of(epoch) } },
        });
      }
      expect(await checkpoints.load('train')).toEqual({
        meta: { epoch: 2 },
        tensors: { w: { shape: [1], data: Float32Array.of(2) } },
      });
      expect(await readdir(join(store.folder, 'checkpoints'))).toEqual(['train.2']);
      await truncate(join(store.folder, 'checkpoints', 'train.2', 'tensors.safetensors'), 8);
      await expect(checkpoints.load('train')).rejects.toThrow(/tensors\.safetensors/);
      await checkpoints.remove('train');
      expect(await checkpoints.load('train')).toBeUndefined();
    });
  });

  it('say so where another run has taken the place of one', async () => {
    await withStore(async ({ folder }) => {
      const target = join(folder, 'checkpoints', 'train.1');
      const written = writeSealed(target, {}, async (temporary) => {
        await writeFile(join(temporary, 'meta.json'), '{}');
        await mkdir(target);
        await writeFile(join(target, 'meta.json'), 'of the other');
      });
      await expect(written).rejects.toThrow(/train\.1: another run writes to the same store/);
      expect(await readFile(join(target, 'meta.json'), 'utf8')).toBe('of the other');
    });
  });
});

describe('openStore', () => {
  it('keeps what was there, and refuses what is no store', async () => {
    await withFolder(async (folder) => {
      const first = await openStore(folder);
      const { id } = await first.bundles.write(bundleContent());
      await first.aliases.set('champion', id);
      await first.close();
      const again = await openStore(folder);
      expect((await again.aliases.get('champion'))?.bundleId).toBe(id);
      await again.close();
      await mkdir(join(folder, 'other'));
      await writeFile(
        join(folder, 'other', 'store.sqlite'),
        'this is no database at all, but long enough'.repeat(50),
      );
      await expect(openStore(join(folder, 'other'))).rejects.toThrow(/store\.sqlite/);
      await expect(openStore(join(folder, 'store.sqlite'))).rejects.toThrow(StoreError);
    });
  });
});
