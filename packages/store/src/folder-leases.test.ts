import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { withFolder } from '../test/with-folder.ts';
import { folderLeases } from './folder-leases.ts';

it('gives a lease to one at a time, and another of another name', async () => {
  await withFolder(async (folder) => {
    const leases = folderLeases(folder);
    const first = await leases.take('update');
    expect(first).toBeDefined();
    expect(await folderLeases(folder).take('update')).toBeUndefined();
    const other = await leases.take('other');
    other?.release();
    first?.release();
    const again = await leases.take('update');
    expect(again).toBeDefined();
    again?.release();
  });
});

it('is free again when its holder was killed', async () => {
  await withFolder(async (folder) => {
    const { href } = new URL('./folder-leases.ts', import.meta.url);
    const code = `const { folderLeases } = await import(${JSON.stringify(href)});
      const lease = await folderLeases(${JSON.stringify(folder)}).take('update');
      if (lease === undefined) process.exit(7);
      process.kill(process.pid, 'SIGKILL');`;
    const { signal } = spawnSync(process.execPath, [...process.execArgv, '--input-type=module', '-e', code], {
      cwd: new URL('..', import.meta.url),
    });
    expect(signal).toBe('SIGKILL');
    const lease = await folderLeases(folder).take('update');
    expect(lease).toBeDefined();
    lease?.release();
  });
});
