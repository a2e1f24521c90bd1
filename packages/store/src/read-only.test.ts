import { execFile, execFileSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, type TestContext } from 'vitest';
import { bundleContent } from '../test/bundle-content.ts';
import { withFolder } from '../test/with-folder.ts';
import { openStore } from './store.ts';

/** Commands that run the command after them where a folder cannot be written. */
const ways: Readonly<Record<string, (folder: string) => readonly string[]>> = {
  'on a read-only mount': (folder) => [
    'unshare',
    '--mount',
    'sh',
    '-c',
    'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"',
    folder,
  ],
  'as another user': () => ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'],
};

const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

/** Runs code beside an open store, in a process that may not write it; what it prints. */
async function inProcess(way: string, folder: string, code: string, context: TestContext): Promise<string> {
  const before = ways[way](folder);
  try {
    execFileSync(before[0], [...before.slice(1), 'true'], { stdio: 'ignore' });
  } catch {
    context.skip(`needs the right to ${before[0]}`);
  }
  const script = `
    const { openStore } = await import(${url('./store.ts')});
    try {
      const store = await openStore(${JSON.stringify(folder)});
      ${code}
      await store.close();
    } catch (error) { console.log(error.name + ': ' + error.message); }`;
  const args = [...before, process.execPath, ...process.execArgv, '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(args[0], args.slice(1), { cwd: '/' });
  return stdout.trim();
}

for (const way of Object.keys(ways)) {
  it(`${way} a store is read, and each write refused in one line`, async (context) => {
    await withFolder(async (folder) => {
      await chmod(folder, 0o755);
      const root = join(folder, 'a ?#% store');
      const store = await openStore(root);
      const { id } = await store.bundles.write(bundleContent());
      await store.aliases.set('champion', id);
      await store.close();
      const printed = await inProcess(
        way,
        root,
        `const champion = await store.aliases.get('champion');
         const bundle = await store.bundles.open(champion.bundleId);
         await bundle.verify();
         console.log(JSON.stringify([(await bundle.items()).ids, (await store.bundles.list()).length, (await store.runs.list()).length, await store.checkpoints.load('select') ?? null, store.readOnly !== undefined]));
         for (const write of [
           () => store.aliases.set('champion', champion.bundleId),
           () => store.aliases.rollback('champion'),
           () => store.runs.start({ kind: 'train', config: {} }),
           () => store.checkpoints.save('select', { meta: {}, tensors: {} }),
         ]) await write().catch((error) => console.log(error.name + ': ' + error.message.replace(/\\n/g, '|')));`,
        context,
      );
      const [read, ...refused] = printed.split('\n');
      expect(JSON.parse(read)).toEqual([['1', '2', 'drei'], 1, 0, null, true]);
      expect(refused).toHaveLength(4);
      for (const line of refused) expect(line).toMatch(/^StoreError: .*(read-only|may not write)/);
    });
  }, 180_000);

  it(`${way} a store that another process writes to is followed`, async (context) => {
    await withFolder(async (folder) => {
      await chmod(folder, 0o755);
      const store = await openStore(folder);
      const { id } = await store.bundles.write(bundleContent());
      await store.aliases.set('champion', id);
      const code = `console.log((await store.aliases.list()).map(({ name }) => name).join());`;
      // While the writer is there, and of what it leaves.
      expect(await inProcess(way, folder, code, context)).toBe('champion');
      await store.aliases.set('shadow', id);
      expect(await inProcess(way, folder, code, context)).toBe('champion,shadow');
      await store.close();
      expect(await inProcess(way, folder, code, context)).toBe('champion,shadow');
    });
  }, 180_000);

  it(`${way} what is no store, or may not even be read, is said to be so`, async (context) => {
    await withFolder(async (folder) => {
      await chmod(folder, 0o755);
      await mkdir(join(folder, 'empty'));
      const nothing = await inProcess(way, join(folder, 'empty'), '', context);
      expect(nothing).toMatch(/^StoreError: there is no store at .*empty, and none can be made/);
      if (way === 'as another user') {
        const store = await openStore(join(folder, 'closed'));
        await store.close();
        await chmod(join(folder, 'closed'), 0o700);
        expect(await inProcess(way, join(folder, 'closed'), '', context)).toMatch(
          /^StoreError: .*closed: this user may not read or write it/,
        );
      }
      await mkdir(join(folder, 'broken'));
      await writeFile(join(folder, 'broken', 'store.sqlite'), 'no database'.repeat(500));
      expect(await inProcess(way, join(folder, 'broken'), '', context)).toMatch(
        /^StoreError: cannot open .*store\.sqlite/,
      );
    });
  }, 180_000);
}
