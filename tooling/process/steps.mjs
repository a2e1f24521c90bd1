// Steps of a longer command, each shown as one line with its seconds.
import { performance } from 'node:perf_hooks';

/** A failure that is explained already: shown as it is, without a stack. */
export class StepError extends Error {}

/**
 * @param {NodeJS.WriteStream} out where the lines go
 * @returns {<T>(name: string, work: (say: (line: string) => void) => Promise<T>, describe?: (result: T) => string) => Promise<T>}
 */
export function openSteps(out) {
  const live = out.isTTY === true;
  return async (name, work, describe = () => '') => {
    const started = performance.now();
    const seconds = () => `${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`;
    const line = (mark, text) =>
      `${live ? '\r\x1b[2K' : ''}${mark} ${name.padEnd(12)} ${seconds()}  ${text}`.trimEnd();
    if (live) out.write(`· ${name.padEnd(12)}`);
    try {
      const result = await work((note) => out.write(`${live ? '\r\x1b[2K' : ''}    ${note}\n`));
      out.write(`${line('✓', describe(result))}\n`);
      return result;
    } catch (error) {
      out.write(`${line('✗', '')}\n`);
      throw error;
    }
  };
}

/**
 * Runs a command's whole work and turns its failure into one message on stderr and exit code 1.
 *
 * @param {() => Promise<unknown>} work
 * @param {(message: string) => void} [onFailure] for who else has to know, in one line
 */
export async function orFail(work, onFailure = () => {}) {
  try {
    return await work();
  } catch (error) {
    console.error(error instanceof StepError ? `error: ${error.message}` : error);
    onFailure(
      String(error?.message ?? error)
        .split('\n')[0]
        .replace(/:$/, ''),
    );
    process.exitCode = 1;
    return undefined;
  }
}
