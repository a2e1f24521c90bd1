// Hands over to a program: its input, output, signals and exit code become this process's.
import { spawn } from 'node:child_process';

/**
 * @param {string} file a JavaScript file
 * @param {readonly string[]} args
 * @param {string} cwd the caller's folder, against which the program resolves relative paths
 */
export function handOver(file, args, cwd) {
  const child = spawn(process.execPath, [file, ...args], { cwd, stdio: 'inherit' });
  // On a terminal the program gets the signal itself; this process only has to outlive it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.once('error', (error) => {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    const numbers = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15, SIGHUP: 1, SIGSEGV: 11, SIGABRT: 6 };
    process.exit(128 + (numbers[signal] ?? 0));
  });
}

/** The folder in which the user typed the command: package managers change it before they start a script. */
export function callersFolder() {
  return process.env.INIT_CWD ?? process.cwd();
}
