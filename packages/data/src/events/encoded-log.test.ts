import type { ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, openDataset } from '@twotower/features';
import { type Config, type ConfigInput, parseConfig } from '@twotower/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kill, killedWriter, lineOf, otherProcess } from '../../test/other-process.ts';
import { readDataset } from '../read-dataset.ts';
import { type DatasetSplit, splitDataset } from '../split/split-dataset.ts';
import { eventsOf } from '../test-data.ts';

interface Row {
  readonly id: number;
  readonly user: number;
  readonly item: number;
  readonly at: number;
  readonly type: string;
  readonly price: number | null;
}

const config = (split?: ConfigInput['split']): Config =>
  parseConfig({
    schema: {
      user: { id: 'user' },
      item: { id: 'item' },
      context: {
        page: { kind: 'categorical' },
        price: { kind: 'numeric' },
        hour: { kind: 'time', column: 'at' },
      },
      event: { id: 'id', time: 'at', type: 'type' },
      positive: ['click'],
    },
    data: { events: 'log.csv', rejects: { atMost: 1 } },
    split,
  });

const start = Date.UTC(2026, 0, 1) / 1000;

function folderOf(rows: readonly Row[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'twotower-encoded-'));
  const lines = rows.map(
    ({ id, user, item, at, type, price }) =>
      `e${id},u${user},i${item},${start + at},${type},p${item % 3},${price ?? ''}`,
  );
  writeFileSync(join(folder, 'log.csv'), ['id,user,item,at,type,page,price', ...lines, ''].join('\n'));
  return folder;
}

const someRows: Row[] = Array.from({ length: 60 }, (_, i) => ({
  id: i % 55,
  user: (i * 7) % 9,
  item: (i * 5) % 11,
  at: (i * 37) % 50,
  type: i % 3 === 0 ? 'view' : 'click',
  price: i % 4 === 0 ? null : i / 10,
}));

const writtenAt = (path: string) => statSync(path, { bigint: true }).mtimeNs;

const module = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

/** A process that reads the log in `folder` and cuts it, and reads its parts again whenever it is told to go on. */
function readingProcess(folder: string): ChildProcess {
  return otherProcess(`
    const { readDataset } = await import(${module('../read-dataset.ts')});
    const { splitDataset } = await import(${module('../split/split-dataset.ts')});
    const { createHash } = await import('node:crypto');
    const config = JSON.parse(${JSON.stringify(JSON.stringify(config()))});
    const { dataset } = await readDataset(config, ${JSON.stringify(folder)}, { scratch: ${JSON.stringify(join(folder, 'store'))}, memoryRows: 10 });
    const parts = splitDataset(dataset, { kind: 'random', validation: 0.1, test: 0.2, seed: 3 });
    const tell = () => {
      const hash = createHash('sha256');
      for (const part of [dataset, parts.train, parts.validation, parts.test]) hash.update(part.readUsers(0, part.users.ids.length).item);
      console.log('read ' + hash.digest('hex'));
    };
    tell();
    process.stdin.on('data', tell);`);
}

const visible = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith('.'));

function windowsOf(split: DatasetSplit): DatasetSplit[] {
  return [split, ...(split.later ?? []).map((open) => open())];
}

const contentOf = ({ users, items, types, dictionaries, offsets, ...dataset }: Dataset) => ({
  users,
  items,
  types,
  dictionaries,
  offsets,
  events: eventsOf({ users, ...dataset } as Dataset),
});

describe('a log larger than memory', () => {
  it('is the same on disk as in memory, whatever the rows', async () => {
    const row = fc.record({
      id: fc.integer({ min: 0, max: 40 }),
      user: fc.integer({ min: 0, max: 6 }),
      item: fc.integer({ min: 0, max: 6 }),
      at: fc.integer({ min: 0, max: 20 }),
      type: fc.constantFrom('click', 'view'),
      price: fc.option(fc.double({ min: -5, max: 5, noNaN: true })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 12, maxLength: 60 }),
        fc.integer({ min: 1, max: 11 }),
        async (rows, memoryRows) => {
          const trainable = [
            ...rows,
            { ...rows[0], id: 100, user: 0, item: 0, type: 'click' },
            { ...rows[0], id: 101, user: 1, item: 1 },
          ];
          const folder = folderOf(trainable);
          const whole = await readDataset(config(), folder);
          const spilled = await readDataset(config(), folder, { scratch: join(folder, 'store'), memoryRows });
          expect(spilled.dataset.description.kind).toBe('module');
          expect(contentOf(spilled.dataset)).toEqual(contentOf(whole.dataset));
          expect(spilled.summary).toEqual(whole.summary);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is encoded once, and anew where its files or the encoded bytes have changed; what is read stays', async () => {
    const folder = folderOf(someRows);
    const options = { scratch: join(folder, 'store'), memoryRows: 10 };
    const encoded = () => visible(join(folder, 'store', 'encoded'));
    const { dataset } = await readDataset(config(), folder, options);
    const content = contentOf(dataset);
    const [name] = encoded();
    const manifest = (of: string) => join(folder, 'store', 'encoded', of, 'manifest.json');
    const written = writtenAt(manifest(name));

    expect(contentOf((await readDataset(config(), folder, options)).dataset)).toEqual(content);
    expect(writtenAt(manifest(name))).toBe(written);

    const shard = join(folder, 'store', 'encoded', name, 'all', 'events-00000');
    const bytes = readFileSync(shard);
    bytes[3] ^= 1;
    writeFileSync(shard, bytes);
    expect(contentOf((await readDataset(config(), folder, options)).dataset)).toEqual(content);
    // The first reading may still be at it, in this very process.
    expect(encoded()).toEqual([name, `${name}~2`]);

    truncateSync(join(folder, 'store', 'encoded', `${name}~2`, 'all', 'offsets'), 4);
    expect(contentOf((await readDataset(config(), folder, options)).dataset)).toEqual(content);
    expect(encoded()).toEqual([name, `${name}~2`, `${name}~3`]);

    utimesSync(join(folder, 'log.csv'), 1, 1);
    await readDataset(config(), folder, options);
    expect(encoded().length).toBe(4);
  });

  it('puts the report of rejected rows in place again, one a config', async () => {
    const folder = folderOf(someRows);
    const options = { scratch: join(folder, 'store'), memoryRows: 10 };
    for (let n = 0; n < 4; n++) {
      appendFileSync(join(folder, 'log.csv'), `e${900 + n},u1,i1,never,click,p1,\n`);
      await readDataset(config(), folder, options);
    }
    const other = await readDataset({ ...config(), name: 'other / log' }, folder, options);
    const report = (await readDataset(config(), folder, options)).summary.rejectReport ?? '';
    expect(other.summary.rejectReport).toMatch(/store.other-log-[0-9a-f]{8}\.rejects\.csv$/);
    expect(readFileSync(other.summary.rejectReport ?? '', 'utf8')).toBe(readFileSync(report, 'utf8'));
    const written = readFileSync(report, 'utf8');
    expect(written.split('\n').length).toBe(1 + 4 + 1);
    rmSync(report);
    const { summary } = await readDataset(config(), folder, options);
    expect(summary.rejectReport).toBe(report);
    expect(readFileSync(report, 'utf8')).toBe(written);
  });

  it('leaves nothing behind but what it is read from, also after a run that was killed', async () => {
    const folder = folderOf(someRows);
    const parent = join(folder, 'store', 'encoded');
    mkdirSync(parent, { recursive: true });
    await killedWriter(parent);
    expect(readdirSync(parent).length).toBe(2);
    await readDataset(config(), folder, { scratch: join(folder, 'store'), memoryRows: 10 });
    const [name, ...others] = readdirSync(parent).filter((each) => !each.includes('-lock-'));
    expect(others).toEqual([]);
    expect(readdirSync(join(parent, name)).filter((file) => /arrivals|partition/.test(file))).toEqual([]);
  });

  it('is cut into the same parts as in memory, and opened again from a description', async () => {
    const folder = folderOf(someRows);
    const { dataset: whole } = await readDataset(config(), folder);
    const options = { scratch: join(folder, 'store'), memoryRows: 10 };
    const { dataset: spilled } = await readDataset(config(), folder, options);
    for (const split of [
      { kind: 'temporal', validation: 0.1, test: 0.2 },
      { kind: 'random', validation: 0.1, test: 0.2, seed: 3 },
      { kind: 'leave-last-out' },
      { kind: 'rolling', windows: 2, test: '1s', validation: 0.1 },
    ] as const) {
      const inMemory = windowsOf(splitDataset(whole, split));
      const onDisk = windowsOf(splitDataset(spilled, split));
      expect(onDisk.length).toBe(split.kind === 'rolling' ? 2 : 1);
      for (const [w, window] of onDisk.entries()) {
        for (const part of ['train', 'validation', 'test'] as const) {
          expect(contentOf(window[part])).toEqual(contentOf(inMemory[w][part]));
          const reopened = await openDataset(structuredClone(window[part].description));
          expect(contentOf(reopened)).toEqual(contentOf(inMemory[w][part]));
        }
      }
    }
  });

  it('is never taken from under a reader: not by readings at the same time, nor by later ones', async () => {
    const folder = folderOf(someRows);
    const readers = [readingProcess(folder), readingProcess(folder), readingProcess(folder)];
    try {
      const read = await Promise.all(readers.map((reader) => lineOf(reader, 'read')));
      expect(new Set(read).size).toBe(1);
      const parent = join(folder, 'store', 'encoded');
      const [name] = visible(parent);
      expect(visible(parent)).toEqual([name]);
      await kill(readers[2]);
      const options = { scratch: join(folder, 'store'), memoryRows: 10 };
      for (let n = 0; n < 3; n++) {
        appendFileSync(join(folder, 'log.csv'), `e${900 + n},u1,i1,${start},click,p1,\n`);
        await readDataset(config(), folder, options);
      }
      expect(visible(parent)).toContain(name);
      for (const reader of readers.slice(0, 2)) {
        const again = lineOf(reader, 'read');
        reader.stdin?.write('again');
        expect(await again).toBe(read[0]);
      }
      await kill(readers[0]);
      await kill(readers[1]);
      appendFileSync(join(folder, 'log.csv'), `e950,u1,i1,${start},click,p1,\n`);
      await readDataset(config(), folder, options);
      expect(visible(parent)).not.toContain(name);
    } finally {
      for (const reader of readers) {
        reader.kill('SIGKILL');
      }
    }
  });
});
