import { quality } from './quality.ts';

const [command, ...rest] = process.argv.slice(2);
const json = rest.includes('--json');
const [argument] = rest.filter((word) => !word.startsWith('--'));

try {
  if (command !== 'quality') {
    throw new Error('usage: pnpm bench quality SET [--json]');
  }
  await quality(argument, json);
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
