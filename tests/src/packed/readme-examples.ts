import { readFile } from 'node:fs/promises';

/**
 * The examples of a package's README, each a module: a block of TypeScript, and with it the blocks behind it that go on where it
 * ended, told by a comment in their first line.
 */
export async function readmeExamples(name: string): Promise<string[]> {
  const folder = name.replace('@twotower/', '');
  const text = await readFile(new URL(`../../../packages/${folder}/README.md`, import.meta.url), 'utf8');
  const modules: string[] = [];
  for (const [, block] of text.matchAll(/```ts\n(.*?)```/gs)) {
    if (block.startsWith('//') && modules.length > 0) modules[modules.length - 1] += `\n${block}`;
    else modules.push(block);
  }
  return modules;
}

/** What an example says that it prints: the comments behind its `console.log`, but for those that are abridged. */
export function statedOutput(code: string): string[] {
  const stated = [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(([, comment]) => comment);
  return stated.filter((comment) => !comment.includes('...'));
}
