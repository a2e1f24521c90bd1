import { spawn } from 'node:child_process';

/** Starts a server in a process of its own, lends its address once it says where it listens, and stops it however the work ends. */
export async function withServer<T>(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const child = spawn(process.execPath, [...words], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        // What it logs while it works is read, so that it need not wait, and dropped.
        if (text.length > 10_000) return;
        text += chunk;
        const found = /listens on (http:\/\/[\w.:]+)/.exec(text);
        if (found !== null) resolve(found[1]);
      });
      void ended.then(() => reject(new Error(`the server ended before it listened: ${text}`)));
    });
    return await work(url);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}
