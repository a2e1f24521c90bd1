import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of its own that runs code of this package from source; it prints what it has to say, a line each. */
export function otherProcess(code: string): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, '--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** The first line that begins with a word, without it. */
export async function lineOf({ stdout }: ChildProcess, word: string): Promise<string> {
  let text = '';
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    text += chunk;
    const line = text.split('\n').find((each, n, all) => each.startsWith(word) && n < all.length - 1);
    if (line !== undefined) {
      return line.slice(word.length).trim();
    }
  }
  throw new Error(`the process ended without a line ${word}: ${text}`);
}

export async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Leaves what a writer leaves that is killed while it writes below `parent`. */
export async function killedWriter(parent: string): Promise<void> {
  const writer = otherProcess(`
    const { openPartialFolder } = await import('@twotower/durable');
    openPartialFolder(${JSON.stringify(join(parent, 'never'))});
    console.log('writing');
    setInterval(() => {}, 1000);`);
  await lineOf(writer, 'writing');
  await kill(writer);
}
