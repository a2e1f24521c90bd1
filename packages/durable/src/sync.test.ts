import fs, { mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeSealed } from './write-sealed.ts';

/** What is synced and renamed while a task runs, in order. */
async function watched(task: () => Promise<unknown>): Promise<string[]> {
  const { fsyncSync, renameSync } = fs;
  const seen: string[] = [];
  fs.fsyncSync = (file) => {
    fsyncSync(file);
    seen.push(readlinkSync(`/proc/self/fd/${file}`));
  };
  fs.renameSync = (from, to) => {
    renameSync(from, to);
    seen.push(`rename ${from} ${to}`);
  };
  syncBuiltinESMExports();
  try {
    await task();
    return seen;
  } finally {
    Object.assign(fs, { fsyncSync, renameSync });
    syncBuiltinESMExports();
  }
}

it.skipIf(process.platform !== 'linux')(
  'every file, every folder and the parent of each new folder is on the disk in time',
  async () => {
    const root = fs.realpathSync(mkdtempSync(join(tmpdir(), 'twotower-sync-')));
    try {
      const target = join(root, 'store', 'bundles', 'one');
      let part = '';
      const seen = await watched(() =>
        writeSealed(target, {}, async (folder) => {
          part = folder;
          fs.mkdirSync(join(folder, 'in'));
          writeFileSync(join(folder, 'in', 'a'), 'a');
        }),
      );
      const rename = seen.indexOf(`rename ${part} ${target}`);
      const before = seen.slice(0, rename);
      const places = [root, join(root, 'store'), join(part, 'in', 'a'), join(part, 'manifest.json')];
      for (const place of [...places, join(part, 'in'), part]) expect(before).toContain(place);
      expect(before.indexOf(part)).toBeGreaterThan(before.indexOf(join(part, 'manifest.json')));
      expect(seen.slice(rename + 1)).toContain(join(root, 'store', 'bundles'));
    } finally {
      rmSync(root, { recursive: true });
    }
  },
);
