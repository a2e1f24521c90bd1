import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/**
 * Runs a measurement of ours in a process of its own, so that none finds warm what another left and each has its own peak of
 * memory, and gives what it told by {@link tell}.
 *
 * @param command its name in `main.ts`
 */
export async function inProcess<T>(command: string, settings: object): Promise<T> {
  return lastLine(await output(process.execPath, [MAIN, command, JSON.stringify(settings)], process.env));
}

/** Runs a Python script of `bench/peers`, which prints JSON in its last line. */
export async function inPython<T>(python: string, script: string, words: readonly string[]): Promise<T> {
  const path = fileURLToPath(new URL(`../../peers/${script}`, import.meta.url));
  // Two settings of the machine that was measured on, made for Node's libraries, slow NumPy's OpenBLAS down.
  const { OPENBLAS_CORETYPE, OPENBLAS_L2_SIZE, ...environment } = process.env;
  return lastLine(await output(python, [path, ...words], { ...environment, TF_CPP_MIN_LOG_LEVEL: '3' }));
}

/** What {@link inProcess} waits for, printed by the process that measures. */
export function tell(measured: object): void {
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

/** @throws Error with the process's own last words where it failed */
async function output(program: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  try {
    return (await run(program, [...words], { encoding: 'utf8', maxBuffer: 1 << 26, env })).stdout;
  } catch (error) {
    const stderr =
      error instanceof Error && 'stderr' in error && typeof error.stderr === 'string' ? error.stderr : '';
    const reason =
      stderr.trim().split('\n').at(-1) || (error instanceof Error ? error.message : String(error));
    throw new Error(`${program} ${words.join(' ')}: ${reason}`);
  }
}

function lastLine<T>(text: string): T {
  return JSON.parse(text.trim().split('\n').at(-1) ?? '');
}
