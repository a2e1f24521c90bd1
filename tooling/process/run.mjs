// Child processes: run one to its end, and say how it went.
import { spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM'];

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env] added to this process's environment
 * @property {'capture' | 'show' | 'stderr'} [output] keep it, show it as it comes, or show all of it on stderr
 * @property {number} [timeoutMs] ends the whole process group afterwards
 * @property {(stop: (reason: string) => void) => (() => void)} [watch] may stop the process; returns its own end
 */

/**
 * Runs a command and waits for it; never throws for a command that fails or is missing.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string, stdout: string, stopped?: string }>} output is both streams
 */
export function run(command, args, options = {}) {
  const { cwd, env, output = 'capture', timeoutMs, watch } = options;
  const group = timeoutMs !== undefined || watch !== undefined;
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: group && process.platform !== 'win32',
      stdio:
        output === 'show' ? 'inherit' : output === 'stderr' ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    let stdout = '';
    let stopped;
    const stop = (reason) => {
      stopped ??= reason;
      endGroup(child, group);
    };
    const interrupted = (signal) => {
      endGroup(child, group);
      process.exit(signal === 'SIGINT' ? 130 : 143);
    };
    for (const signal of SIGNALS) process.on(signal, interrupted);
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => stop(`no end after ${timeoutMs / 1000} s`), timeoutMs);
    const unwatch = watch?.(stop);
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      stdout += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    const finish = (code, extra = '') => {
      clearTimeout(timer);
      unwatch?.();
      for (const signal of SIGNALS) process.off(signal, interrupted);
      done({ code, output: text + extra, stdout, stopped });
    };
    child.once('error', (error) => finish(127, error.message));
    child.once('close', (code) => finish(code ?? 1));
  });
}

/** The last lines of a long output, for an error message. */
export function tail(text, lines = 12) {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/** Of a builder's long output, the line that says best what failed, cut to stand in a sentence. */
export function cause(text, length = 200) {
  const lines = text
    .split('\n')
    .filter((line) => !/^\S*gyp info /.test(line))
    .map((line) => line.replace(/^(?:\S*(?:gyp|npm) ERR! )+/, '').trim())
    .filter((line) => line !== '');
  const telling = lines.find((line) => /error: |not found|no such file|no space|denied/i.test(line));
  const line = telling ?? lines.at(-1) ?? 'it said nothing';
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

function endGroup(child, group) {
  if (child.pid === undefined) return;
  try {
    if (group && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
