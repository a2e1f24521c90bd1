import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ServerProcess {
  /** Without a slash at its end. */
  readonly url: string;
  /** Ends it as a container's runtime would. @returns its exit code */
  stop(): Promise<number | null>;
}

/** Starts the server that is installed in a folder, with nothing but a bundle's folder beside it, on a port that the system chooses. */
export async function startInstalledServer(
  folder: string,
  bundle: string,
  node = process.execPath,
): Promise<ServerProcess> {
  const program = join(folder, 'node_modules/@twotower/recall/bin/twotower-recall.js');
  const child = spawn(node, [program], {
    cwd: folder,
    env: { PATH: process.env.PATH, TWOTOWER_FIRST_BUNDLE: bundle, TWOTOWER_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (text: string) => {
      said += text;
      const listening = /listens on (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
      if (listening) resolve(listening[1]);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
    child.once('error', reject);
    void ended.then(() => reject(new Error(`the server ended before it listened:\n${said}`)));
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      return code;
    },
  };
}
