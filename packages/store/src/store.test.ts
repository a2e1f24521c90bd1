import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSealed } from '@twotower/durable';
import { describe, expect, it, vi } from 'vitest';
import { bundleContent, report } from '../test/bundle-content.ts';
import { withFolder } from '../test/with-folder.ts';
import type { BundleContent, OpenBundle } from './bundle.ts';
import { bundleTargets } from './bundle-targets.ts';
import { StoreError } from './error.ts';
import { listBundles } from './list-bundles.ts';
import { openRegistry } from './sqlite/registry.ts';
import { sqliteAliases } from './sqlite/sqlite-aliases.ts';
import { type FolderStore, openStore } from './store.ts';

async function withStore(task: (store: FolderStore) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const store = await openStore(folder);
    try {
      await task(store);
    } finally {
      await store.close();
    }
  });
}

/** Every part of a bundle, read. */
async function partsOf(bundle: OpenBundle) {
  return {
    config: await bundle.config(),
    features: await bundle.features(),
    dense: await bundle.dense(),
    tables: await bundle.tables(),
    learner: await bundle.learner(),
    itemVectors: await bundle.itemVectors(),
    items: await bundle.items(),
    users: await bundle.users(),
    metrics: await bundle.metrics(),
  };
}

function expectedParts({ saveIndex, parent, kind, seed, dim, ...parts }: BundleContent) {
  return parts;
}

async function verified(store: FolderStore, id: string): Promise<void> {
  await (await store.bundles.open(id)).verify();
}

describe('bundles', () => {
  it('come back as they were written', async () => {
    await withStore(async (store) => {
      const content = bundleContent();
      const manifest = await store.bundles.write(content);
      const bundle = await store.bundles.open(manifest.id);
      expect(bundle.manifest).toEqual(manifest);
      expect(await partsOf(bundle)).toEqual(expectedParts(content));
      expect(await readFile(join(await bundle.index(), 'index.json'), 'utf8')).toBe('{"kind":"exact"}');
      expect(await bundle.tables()).toBe(await bundle.tables());
      await bundle.verify();
    });
  });

  it('may be empty', async () => {
    await withStore(async (store) => {
      const empty = {
        ...bundleContent(),
        dense: {},
        tables: {},
        learner: { meta: null, tensors: {} },
        features: {},
        itemVectors: new Float32Array(0),
        items: { ids: [], columns: { a: [] }, popularity: new Float64Array(0) },
        users: {
          ids: [],
          columns: {},
          history: { offsets: Int32Array.of(0), items: new Int32Array(0), times: new Float64Array(0) },
        },
      };
      const { id } = await store.bundles.write(empty);
      expect(await partsOf(await store.bundles.open(id))).toEqual(expectedParts(empty));
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
          const refusal = await verified(store, id).catch((error: unknown) => error);
          expect(refusal, file).toBeInstanceOf(StoreError);
          expect((refusal as Error).message).toContain(file);
          await writeFile(file, whole);
        }
      }
      await verified(store, id);
    });
  });

  it('are listed newest first with aliases and metrics, broken ones marked', async () => {
    await withStore(async (store) => {
      const { id } = await store.bundles.write(bundleContent());
      await store.aliases.set('champion', id);
      expect(await listBundles(store)).toMatchObject([
        { id, kind: 'train', aliases: ['champion'], metrics: report.metrics },
      ]);
      expect(await store.bundles.list()).toMatchObject([{ id, metrics: report.metrics }]);
      await rm(join(store.folder, 'bundles', id, 'dense.safetensors'));
      const [broken] = await listBundles(store);
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
      await expect(store.bundles.open('nothing')).rejects.toThrow(/no bundle nothing/);
      await expect(store.bundles.open('../x')).rejects.toThrow(StoreError);
    });
  });
});

describe('aliases', () => {
  it('go back to an earlier bundle with the deltas that it has by now, over all that came since', async () => {
    await withStore(async (store) => {
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) ids.push((await store.bundles.write(bundleContent())).id);
      for (const id of ids) await store.aliases.set('champion', id);
      const to = { bundleId: ids[0], deltaSequence: 0 };
      expect(await store.aliases.rollback('champion', to)).toMatchObject(to);
      const history = await store.aliases.history('champion');
      expect(history.map(({ rolledBackAt }) => rolledBackAt !== undefined)).toEqual([true, true, false]);
      await expect(store.aliases.rollback('champion', { ...to, deltaSequence: 1 })).rejects.toThrow(
        /no delta 1/,
      );
      await expect(
        store.aliases.rollback('champion', { bundleId: ids[2], deltaSequence: 0 }),
      ).rejects.toThrow(/no earlier target/);
      expect(await store.aliases.get('champion')).toMatchObject(to);
    });
  });

  it('point at whole bundles and roll back one step a time', async () => {
    await withStore(async (store) => {
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) ids.push((await store.bundles.write(bundleContent())).id);
      for (const id of ids) await store.aliases.set('champion', id);
      expect(await store.aliases.get('champion')).toMatchObject({ bundleId: ids[2], deltaSequence: 0 });
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

describe('alias targets', () => {
  it.each([1, 7, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('have no delta %s', async (sequence) => {
    await withStore(async (store) => {
      const { id } = await store.bundles.write(bundleContent());
      await store.aliases.set('champion', id, 0);
      await expect(store.aliases.set('champion', id, sequence)).rejects.toThrow(/has no delta/);
      expect(await store.aliases.history('champion')).toHaveLength(1);
    });
  });

  it('may be bundles and deltas that lie elsewhere', async () => {
    await withFolder(async (folder) => {
      const database = openRegistry(join(folder, 'store.sqlite'));
      const elsewhere = { open: async (id: string) => ({ manifest: { id } }) as OpenBundle };
      const deltas = { has: async (id: string, sequence: number) => id === 'far' && sequence <= 3 };
      const aliases = sqliteAliases(database, bundleTargets(elsewhere, deltas));
      expect(await aliases.set('shadow', 'far', 3)).toMatchObject({ bundleId: 'far', deltaSequence: 3 });
      await expect(aliases.set('shadow', 'far', 4)).rejects.toThrow(/bundle far has no delta 4/);
      expect((await aliases.get('shadow'))?.deltaSequence).toBe(3);
      database.close();
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

  it('are listed page by page, and found by id', async () => {
    await withStore(async ({ runs }) => {
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) ids.unshift(await runs.start({ kind: 'train', config: { i } }));
      const [epoch] = report.curve;
      await runs.epoch(ids[1], epoch);
      const page = await runs.list({ limit: 2 });
      expect(page.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      expect(page[1].epochs).toEqual([epoch]);
      expect((await runs.list({ limit: 2, before: ids[1] })).map(({ id }) => id)).toEqual([ids[2]]);
      expect(await runs.list({ limit: 2, before: ids[2] })).toEqual([]);
      expect(await runs.get(ids[1])).toMatchObject({ id: ids[1], config: { i: 1 }, epochs: [epoch] });
      expect(await runs.get('no such run')).toBeUndefined();
    });
  });

  it('are listed in the order in which they were started, newest first, by whatever clock', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      await withStore(async ({ runs }) => {
        const started: string[] = [];
        for (const time of [9, 9, 9, 9, 7, 8]) {
          vi.setSystemTime(time * 1000);
          started.unshift(await runs.start({ kind: 'train', config: {} }));
        }
        expect((await runs.list()).map(({ id }) => id)).toEqual(started);
      });
    } finally {
      vi.useRealTimers();
    }
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
