import { ablation } from './ablation.ts';
import { encode, encodeOnce, scanOnce } from './encode.ts';
import { quality } from './quality.ts';

const commands: Record<string, (argument: string | undefined, json: boolean) => Promise<void>> = {
  quality,
  encode,
  ablation,
  // What `encode` runs in processes of their own, so that each has its own peak of memory.
  'encode-once': encodeOnce,
  'scan-once': scanOnce,
};

const [name, ...rest] = process.argv.slice(2);
const json = rest.includes('--json');
const [argument] = rest.filter((word) => !word.startsWith('--'));

const usage =
  'usage: pnpm bench quality SET [--json] | ablation [SET,SET,...] | encode [EVENTS,EVENTS,...] [--json]';

try {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (rest.includes('--help') || name === '--help') {
    process.stdout.write(`${usage}\n`);
  } else if (!command) {
    throw new Error(usage);
  }
  await command?.(argument, json);
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
