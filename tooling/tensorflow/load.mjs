// Does @tensorflow/tfjs-node load and compute? Asked in a child process, because a broken addon can crash.
import { fileURLToPath } from 'node:url';
import { root } from '../process/paths.mjs';
import { run, tail } from '../process/run.mjs';

const PROBE = fileURLToPath(new URL('./multiply.cjs', import.meta.url));

/** @returns {Promise<{ loads: boolean, reason: string }>} */
export async function tensorflowLoads() {
  const { code, output, stopped } = await run(process.execPath, [PROBE], {
    cwd: root,
    timeoutMs: 60_000,
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  if (code === 0) return { loads: true, reason: '' };
  return { loads: false, reason: stopped ?? cause(output) };
}

function cause(output) {
  return output.split('\n').find((line) => /error|cannot|not found/i.test(line)) ?? tail(output, 1);
}
