import { ablation } from './ablation.ts';
import { encode, encodeOnce, scanOnce } from './encode.ts';
import { quality } from './quality/quality.ts';
import { runOnce } from './quality/run-once.ts';

/** Names to measurements; each takes the words after its name, flags included. */
const commands: Readonly<Record<string, (words: readonly string[]) => Promise<void>>> = {
  quality,
  encode: (words) => encode(argumentOf(words), isJson(words)),
  ablation: (words) => ablation(argumentOf(words), isJson(words)),
  // What `quality` and `encode` run in processes of their own, so that each has its own peak of memory.
  'quality-once': ([file, seed]) => runOnce(file, Number(seed)),
  'encode-once': ([folder]) => encodeOnce(folder),
  'scan-once': ([folder]) => scanOnce(folder),
};

const usage = [
  'usage: pnpm bench quality SET | --all [--seeds N] [--again] [--json]',
  '       pnpm bench quality --table',
  '       pnpm bench ablation [SET,SET,...] [--json]',
  '       pnpm bench encode [EVENTS,EVENTS,...] [--json]',
].join('\n');

const [name, ...words] = process.argv.slice(2);
try {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (words.includes('--help') || name === '--help') {
    process.stdout.write(`${usage}\n`);
  } else if (!command) {
    throw new Error(usage);
  } else {
    await command(words);
  }
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function argumentOf(words: readonly string[]): string | undefined {
  return words.find((word) => !word.startsWith('--'));
}

function isJson(words: readonly string[]): boolean {
  return words.includes('--json');
}
