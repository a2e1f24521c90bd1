import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * Compiles the store into a folder, so that plain Node can run it as a process of its own.
 *
 * @returns path of its barrel
 */
export async function compileStore(folder: string): Promise<string> {
  const packages = fileURLToPath(new URL('../../', import.meta.url));
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  for (const name of ['schema', 'store']) {
    const options = `-p ${packages}${name}/tsconfig.build.json --rootDir ${packages} --outDir ${folder} --customConditions twotower-source --declaration false --declarationMap false --sourceMap false`;
    await promisify(execFile)(process.execPath, [tsc, ...options.split(' ')]);
  }
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@twotower', 'schema'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(
    join(modules, '@twotower', 'schema', 'package.json'),
    '{"type":"module","main":"index.js"}',
  );
  const schema = "export * from '../../../schema/src/index.js';\n";
  await writeFile(join(modules, '@twotower', 'schema', 'index.js'), schema);
  for (const name of ['zod', 'apache-arrow', 'kysely', 'libsql']) {
    await symlink(join(packages, 'store', 'node_modules', name), join(modules, name));
  }
  return join(folder, 'store', 'src', 'index.js');
}
