// Compiles the kernel with the machine's C++ compiler, for each instruction set that it may meet. Where that cannot be, it says
// so in one line and ends well: training then runs on TensorFlow alone. Skipped where sources and compiler are as before; a
// kernel of the same sources stays where there is no compiler any more.
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
const avx512 = ['-mavx512f', '-mavx512dq', '-mavx512vl', '-mavx512bw', '-mfma', '-mprefer-vector-width=512'];
// The general one first: of inline functions that several have (std::vector's), the linker keeps the first, and that one must run
// on every processor.
const variants = {
  generalKernel: [],
  ...(arch === 'x64' && {
    avx2Kernel: ['-mavx2', '-mfma'],
    avx512Kernel: avx512,
    vnniKernel: [...avx512, '-mavx512vnni'],
  }),
};

const [compiler, ...firstOptions] = (process.env.CXX || (platform === 'darwin' ? 'c++' : 'g++'))
  .trim()
  .split(/\s+/);
const sources = fingerprint();
const present = existsSync(target) && existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
const found = compilerVersion();
if (found === undefined) giveUp(`no C++ compiler (${compiler})`);
else if (present !== `${sources} ${found}\n`) build(`${sources} ${found}\n`);

function build(state) {
  let work;
  try {
    mkdirSync(dirname(target), { recursive: true });
    work = mkdtempSync(join(here, 'build', 'work-'));
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
    if (work !== undefined) rmSync(work, { recursive: true, force: true });
  }
}

function compiles(options) {
  const { status, stderr } = spawnSync(compiler, [...firstOptions, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${compiler} failed: ${firstLine(stderr ?? '')}`);
}

function compilerVersion() {
  const { status, stdout } = spawnSync(compiler, [...firstOptions, '--version'], { encoding: 'utf8' });
  return status === 0 ? firstLine(stdout) : undefined;
}

/** Of what the kernel is made from, but for the compiler. */
function fingerprint() {
  const hash = createHash('sha256').update(JSON.stringify([general, variants]));
  for (const name of readdirSync(here)
    .filter((name) => /\.(cc|h|mjs)$/.test(name))
    .sort()) {
    hash.update(name).update(readFileSync(join(here, name)));
  }
  return hash.digest('hex');
}

function giveUp(reason) {
  if (present.startsWith(sources)) return;
  try {
    rmSync(target, { force: true });
    rmSync(stamp, { force: true });
  } catch {
    // A place that cannot be written to: nothing was built there either.
  }
  console.log(
    `@twotower/kernel: the native kernel was not built (${reason}); training runs without it, more slowly`,
  );
}

function firstLine(text) {
  return text.trim().split('\n')[0];
}
