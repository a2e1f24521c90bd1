// Node process: ranks all items in two threads while the system gives it hardly any more memory. Prints what came of it.
// Arguments: the addon, megabytes more, how many items.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [file, megabytes, itemsWanted] = process.argv.slice(2);
const addon = createRequire(import.meta.url)(file);
const [size, items, dim] = [96, Number(itemsWanted), 1];
const search = {
  users: new Float32Array(size).fill(1),
  vectors: Float32Array.from({ length: items }, (_, i) => i % 1000),
  size,
  items,
  dim,
  k: items,
  threads: 2,
  maskedOffsets: new Int32Array(size + 1),
  masked: new Int32Array(0),
  ranking: new Int32Array(size * items),
  scores: new Float32Array(size * items),
};
// Touched once, so that only the search itself asks for memory.
search.ranking.fill(1);
search.scores.fill(1);
const [, used] = /VmSize:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
const limit = (Number(used) + Number(megabytes) * 1024) * 1024;
execFileSync('prlimit', ['--pid', String(process.pid), `--as=${limit}:${limit}`]);
try {
  addon.topItems(search);
  console.log('ranked');
} catch (error) {
  console.log(String(error));
}
