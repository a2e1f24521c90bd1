// Compiles the kernel with the machine's C++ compiler, for each instruction set that it may meet. Where that cannot be, it says
// so in one line and ends well: training then runs on TensorFlow alone. Skipped where sources and compiler are as before.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { arch, platform } from 'node:process';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, 'build', `kernel-${platform}-${arch}.node`);
const stamp = `${target}.from`;

const general = [
  '-O3',
  '-std=c++17',
  '-fPIC',
  '-pthread',
  '-fno-math-errno',
  '-ffp-contract=fast',
  '-fvisibility=hidden',
  '-w',
];
const variants = {
  generalKernel: [],
  ...(arch === 'x64' && {
    avx2Kernel: ['-mavx2', '-mfma'],
    avx512Kernel: [
      '-mavx512f',
      '-mavx512dq',
      '-mavx512vl',
      '-mavx512bw',
      '-mfma',
      '-mprefer-vector-width=512',
    ],
  }),
};

const compiler = process.env.CXX || (platform === 'darwin' ? 'c++' : 'g++');
const found = compilerVersion();
if (found === undefined) {
  giveUp(`no C++ compiler (${compiler})`);
} else {
  const state = fingerprint(found);
  if (!(existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state)) build(state);
}

function build(state) {
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(join(here, 'build', 'work-'));
  try {
    const headers = dirname(createRequire(import.meta.url).resolve('node-api-headers/include/node_api.h'));
    const objects = [];
    const compile = (source, name, flags) => {
      objects.push(join(work, `${name}.o`));
      compiles([
        ...general,
        ...flags,
        `-I${here}`,
        `-I${headers}`,
        '-c',
        join(here, source),
        '-o',
        objects.at(-1),
      ]);
    };
    for (const [name, flags] of Object.entries(variants)) {
      compile('variant.cc', name, [
        ...flags,
        `-DKERNEL=${name}`,
        `-DINSTRUCTIONS="${name.replace('Kernel', '')}"`,
      ]);
    }
    compile('addon.cc', 'addon', ['-DNODE_GYP_MODULE_NAME=twotower_kernel']);
    const undefinedAllowed = platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [];
    const library = join(work, 'kernel.node');
    compiles(['-shared', '-pthread', ...undefinedAllowed, ...objects, '-o', library]);
    const loads = spawnSync(process.execPath, ['-e', `require(${JSON.stringify(library)})`], {
      encoding: 'utf8',
    });
    if (loads.status !== 0) throw new Error(`the addon does not load: ${firstLine(loads.stderr)}`);
    rmSync(stamp, { force: true });
    renameSync(library, target);
    writeFileSync(stamp, state);
  } catch (error) {
    giveUp(firstLine(error instanceof Error ? error.message : String(error)));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function compiles(options) {
  const { status, stderr } = spawnSync(compiler, options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${compiler} failed: ${firstLine(stderr ?? '')}`);
}

function compilerVersion() {
  const { status, stdout } = spawnSync(compiler, ['--version'], { encoding: 'utf8' });
  return status === 0 ? firstLine(stdout) : undefined;
}

function fingerprint(version) {
  const hash = createHash('sha256').update(`${version} ${JSON.stringify([general, variants])}`);
  for (const name of readdirSync(here)
    .filter((name) => /\.(cc|h|mjs)$/.test(name))
    .sort()) {
    hash.update(name).update(readFileSync(join(here, name)));
  }
  return `${hash.digest('hex')}\n`;
}

function giveUp(reason) {
  rmSync(target, { force: true });
  rmSync(stamp, { force: true });
  console.log(
    `@twotower/core: the native kernel was not built (${reason}); training runs without it, more slowly`,
  );
}

function firstLine(text) {
  return text.trim().split('\n')[0];
}
