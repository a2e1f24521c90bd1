import { ablation } from './ablation.ts';
import { encode, encodeOnce, scanOnce } from './encode.ts';
import { evaluateCommand, evaluateUsage } from './evaluate/evaluate.ts';
import { evaluateOnce } from './evaluate/evaluate-once.ts';
import { growth, growthUsage } from './growth/growth.ts';
import { growthOnce } from './growth/growth-once.ts';
import { quality } from './quality.ts';
import { gemmOnce } from './train/gemm-once.ts';
import { productOnce } from './train/product-once.ts';
import { stepOnce } from './train/step-once.ts';
import { train, trainUsage } from './train/train.ts';
import { trainFiles, trainFilesUsage } from './train-files/train-files.ts';
import { filesEncode, filesTurn } from './train-files/train-files-once.ts';

const commands: Record<string, (argument: string | undefined, json: boolean) => Promise<void>> = {
  quality,
  encode,
  ablation,
  // What `encode` runs in processes of their own, so that each has its own peak of memory.
  'encode-once': encodeOnce,
  'scan-once': scanOnce,
};

/** Commands that read their own words. */
const measurements: Record<string, (words: readonly string[]) => Promise<void>> = {
  train,
  'train-files': trainFiles,
  growth,
  evaluate: evaluateCommand,
};

/** What measurements run in processes of their own; see `measure/in-process.ts`. */
const steps: Record<string, (words: readonly string[]) => Promise<void>> = {
  'train-step': ([settings]) => stepOnce(JSON.parse(settings)),
  'train-product': ([settings]) => productOnce(JSON.parse(settings)),
  'train-gemm': ([settings]) => gemmOnce(JSON.parse(settings)),
  'train-files-encode': ([settings]) => filesEncode(JSON.parse(settings)),
  'train-files-turn': ([settings]) => filesTurn(JSON.parse(settings)),
  'growth-once': ([settings]) => growthOnce(JSON.parse(settings)),
  'evaluate-once': ([settings]) => evaluateOnce(JSON.parse(settings)),
};

const [name = '', ...rest] = process.argv.slice(2);
const json = rest.includes('--json');
const [argument] = rest.filter((word) => !word.startsWith('--'));

const usage = `usage: pnpm bench COMMAND
  quality SET [--json]
  ablation [SET,SET,...]
  encode [EVENTS,EVENTS,...] [--json]
  ${[trainUsage, trainFilesUsage, growthUsage, evaluateUsage].join('\n  ')}`;

try {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const byWords = { ...measurements, ...steps };
  const measurement = Object.hasOwn(byWords, name) ? byWords[name] : undefined;
  if (rest.includes('--help') || name === '--help') {
    process.stdout.write(`${usage}\n`);
  } else if (measurement) {
    await measurement(rest);
  } else if (command) {
    await command(argument, json);
  } else {
    throw new Error(usage);
  }
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
