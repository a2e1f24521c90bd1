import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves once the output so far matches; rejects where the process ends before. */
  sees(pattern: RegExp): Promise<RegExpMatchArray>;
}

/** Starts the built command line, as a user's shell would. */
export function startTwotower(args: readonly string[], cwd: string): Running {
  return start(`${ROOT}apps/worker/bin/twotower.js`, args, cwd, {});
}

/** Starts the built recall server. */
export function startRecall(
  store: string,
  port: number,
  settings: Readonly<Record<string, string>> = {},
): Running {
  return start(`${ROOT}apps/recall/dist/main.js`, [], ROOT, {
    TWOTOWER_STORE: store,
    TWOTOWER_PORT: String(port),
    ...settings,
  });
}

export function twotower(args: readonly string[], cwd: string): Promise<Finished> {
  return startTwotower(args, cwd).finished;
}

function start(script: string, args: readonly string[], cwd: string, env: Record<string, string>): Running {
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...output }));
  });
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  return {
    child,
    finished,
    sees: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = `${output.stdout}${output.stderr}`.match(pattern);
          if (match) {
            resolve(match);
          }
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        look();
        finished.then(
          () => reject(new Error(`ended before ${pattern}:\n${output.stdout}${output.stderr}`)),
          reject,
        );
      }),
  };
}
