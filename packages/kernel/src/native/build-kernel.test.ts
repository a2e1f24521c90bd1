import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKernel } from './load-kernel.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const kernel = `kernel-${process.platform}-${process.arch}.node`;
let folder: string;

beforeEach(() => {
  // Below `node_modules`, so that it finds the headers of Node.
  folder = mkdtempSync(join(root, 'node_modules', '.native-'));
  const isSource = (path: string) => !path.endsWith(join('native', 'build'));
  cpSync(join(root, 'native'), folder, { recursive: true, filter: isSource });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the build with that compiler; what it says. */
function build(compiler: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'build.mjs')], {
    encoding: 'utf8',
    env: { ...process.env, CXX: compiler },
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

/** A compiler that answers with a kernel made before. */
function quickCompiler(): string {
  const path = join(folder, 'compiler');
  const made = join(root, 'native', 'build', kernel);
  const script = `#!/bin/sh\nfor last; do :; done\n[ "$last" = --version ] && echo quick 1 || cp '${made}' "$last"\n`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

describe.skipIf(process.platform === 'win32')('the build of the kernel', () => {
  it('ends well, and says so in one line, where there is no compiler or no place to write to', () => {
    expect(build('no-such-compiler')).toMatch(/^@twotower\/kernel: .* not built \(no C\+\+ compiler.*\n$/);
    writeFileSync(join(folder, 'build'), 'a file where the folder should be');
    expect(build(process.execPath)).toMatch(/^@twotower\/kernel: .* not built \(.*\n$/);
  });

  it.skipIf(loadKernel().kind === 'missing')(
    'keeps a kernel of the same sources when the compiler is gone, and removes one of others',
    () => {
      expect(build(quickCompiler())).toBe('');
      const made = join(folder, 'build', kernel);
      expect(existsSync(made)).toBe(true);
      expect(build('no-such-compiler')).toBe('');
      expect(existsSync(made)).toBe(true);

      writeFileSync(join(folder, 'more.h'), '// another source');
      expect(build('no-such-compiler')).toMatch(/not built/);
      expect(existsSync(made)).toBe(false);
    },
  );
});
