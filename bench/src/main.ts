import { ablation } from './ablation.ts';
import { auto, autoOnce, autoUsage } from './auto/auto.ts';
import { compareCommand, compareUsage } from './compare/compare.ts';
import { appendOnce } from './crash/append-once.ts';
import { crashCommand, crashUsage } from './crash/crash.ts';
import { putOnce } from './crash/put-once.ts';
import { encode, encodeOnce, scanOnce } from './encode.ts';
import { evaluateCommand, evaluateUsage } from './evaluate/evaluate.ts';
import { evaluateOnce } from './evaluate/evaluate-once.ts';
import { eventLog, eventLogUsage } from './event-log/event-log.ts';
import { freshness, freshnessUsage } from './freshness/freshness.ts';
import { freshnessOnce } from './freshness/freshness-once.ts';
import { growth, growthUsage } from './growth/growth.ts';
import { growthOnce } from './growth/growth-once.ts';
import { nearestCommand, nearestUsage } from './nearest/nearest.ts';
import { nearestOnce } from './nearest/nearest-once.ts';
import { portfolioStudy, studyUsage } from './portfolio/portfolio-study.ts';
import { protocol, protocolUsage } from './protocol/protocol.ts';
import { quality } from './quality/quality.ts';
import { runOnce } from './quality/run-once.ts';
import { bareServerOnce } from './serve/bare-server.ts';
import { serveCommand, serveUsage } from './serve/serve.ts';
import { swapCommand, swapUsage } from './swap/swap.ts';
import { swapOnce } from './swap/swap-once.ts';
import { gemmOnce } from './train/gemm-once.ts';
import { productOnce } from './train/product-once.ts';
import { stepOnce } from './train/step-once.ts';
import { train, trainUsage } from './train/train.ts';
import { trainFiles, trainFilesUsage } from './train-files/train-files.ts';
import { filesEncode, filesTurn } from './train-files/train-files-once.ts';
import { updateCommand, updateUsage } from './update/update.ts';
import { updateOnce } from './update/update-once.ts';
import { workers, workersUsage } from './workers/workers.ts';
import { workersOnce } from './workers/workers-once.ts';

/** Names to measurements; each takes the words after its name, flags included. */
const commands: Readonly<Record<string, (words: readonly string[]) => Promise<void>>> = {
  quality,
  encode: (words) => encode(argumentOf(words), isJson(words)),
  ablation: (words) => ablation(argumentOf(words), isJson(words)),
  train,
  'train-files': trainFiles,
  growth,
  freshness,
  workers,
  evaluate: evaluateCommand,
  portfolio: portfolioStudy,
  auto,
  index: nearestCommand,
  'event-log': eventLog,
  protocol,
  crash: crashCommand,
  swap: swapCommand,
  compare: compareCommand,
  update: updateCommand,
  serve: serveCommand,
  // What `quality` and `encode` run in processes of their own, so that each has its own peak of memory.
  'quality-once': ([file, seed]) => runOnce(file, Number(seed)),
  'auto-once': ([set]) => autoOnce(set),
  'encode-once': ([folder]) => encodeOnce(folder),
  'scan-once': ([folder]) => scanOnce(folder),
  // The same for the others; they are handed their settings as JSON, see `measure/in-process.ts`.
  'train-step': ([settings]) => stepOnce(JSON.parse(settings)),
  'train-product': ([settings]) => productOnce(JSON.parse(settings)),
  'train-gemm': ([settings]) => gemmOnce(JSON.parse(settings)),
  'train-files-encode': ([settings]) => filesEncode(JSON.parse(settings)),
  'train-files-turn': ([settings]) => filesTurn(JSON.parse(settings)),
  'workers-once': ([settings]) => workersOnce(JSON.parse(settings)),
  'growth-once': ([settings]) => growthOnce(JSON.parse(settings)),
  'freshness-once': ([settings]) => freshnessOnce(JSON.parse(settings)),
  'index-once': ([settings]) => nearestOnce(JSON.parse(settings)),
  'swap-once': ([settings]) => swapOnce(JSON.parse(settings)),
  'update-once': ([settings]) => updateOnce(JSON.parse(settings)),
  'serve-bare': ([settings]) => bareServerOnce(JSON.parse(settings)),
  // A process of its own that is to be killed.
  'crash-append': appendOnce,
  'crash-put': putOnce,
  'evaluate-once': ([settings]) => evaluateOnce(JSON.parse(settings)),
};

const usage = [
  'usage: pnpm bench quality SET | --all [--seeds N] [--again] [--json]',
  '       pnpm bench quality --table',
  '       pnpm bench ablation [SET,SET,...] [--json]',
  '       pnpm bench encode [EVENTS,EVENTS,...] [--json]',
  ...[
    trainUsage,
    trainFilesUsage,
    growthUsage,
    freshnessUsage,
    workersUsage,
    evaluateUsage,
    nearestUsage,
    eventLogUsage,
    protocolUsage,
    crashUsage,
    swapUsage,
    compareUsage,
    updateUsage,
    serveUsage,
    studyUsage,
    autoUsage,
  ].map((text) => `       pnpm bench ${text}`),
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
