import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandWords } from '../measure/command-words.ts';
import { inProcess } from '../measure/in-process.ts';
import { keepResults } from '../results-table.ts';
import type { Cell } from './cell.ts';
import { type FreshnessOnce, named } from './freshness-once.ts';
import { freshnessPlot } from './freshness-plot.ts';
import { freshnessTable } from './freshness-table.ts';
import { replaySets } from './replay-sets.ts';
import { strategies } from './strategies.ts';
import { summaries } from './summary.ts';

export const freshnessUsage = `freshness [--sets SET,SET,...] [--strategies NAME,NAME,...] [--state FOLDER] [--again | --table] [--save] [--json]
           events replayed in order, each hour foretold before it is learnt, by strategies of updating;
           a strategy on a set that is done stays in FOLDER and is not measured again without --again; --table shows what is done there`;

const DOCS = fileURLToPath(new URL('../../../docs/', import.meta.url));

/** Replays sets under strategies, one after the other, each in a process of its own. */
export async function freshness(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    sets: { type: 'string', default: replaySets.map(({ name }) => name).join() },
    strategies: { type: 'string', default: strategies.map(({ name }) => name).join() },
    state: { type: 'string', default: '.twotower-freshness' },
    again: { type: 'boolean', default: false },
    table: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const sets = values.sets.split(',').map((name) => named(replaySets, name));
  const wanted = values.strategies.split(',').map((name) => named(strategies, name));
  const state = resolve(values.state);
  mkdirSync(state, { recursive: true });
  const results = [];
  for (const set of sets) {
    const cells: Cell[] = [];
    for (const strategy of wanted) {
      const once = { set: set.name, strategy: strategy.name, state };
      const done = values.again ? undefined : doneCell(once);
      if (done) cells.push(done);
      else if (!values.table) cells.push(await measure(once));
    }
    results.push(...summaries(cells));
  }
  const table = freshnessTable(sets, results);
  if (values.save) {
    const plot = freshnessPlot(sets, results);
    writeFileSync(join(DOCS, 'freshness.svg'), plot);
    writeFileSync(
      join(DOCS, 'freshness.md'),
      `# Does freshness pay?\n\n![recall by day](freshness.svg)\n\n${table}\n`,
    );
    keepResults('freshness', results, `![recall by day](../docs/freshness.svg)\n\n${table}`);
  }
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : `${table}\n`);
}

function fileOf({ set, strategy, state }: FreshnessOnce): string {
  return join(state, `${set}-${strategy}.json`);
}

function doneCell(once: FreshnessOnce): Cell | undefined {
  const file = fileOf(once);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

async function measure(once: FreshnessOnce): Promise<Cell> {
  const file = fileOf(once);
  const began = performance.now();
  const cell = await inProcess<Cell>('freshness-once', once);
  writeFileSync(`${file}.part`, JSON.stringify(cell));
  renameSync(`${file}.part`, file);
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stderr.write(`${once.set}, ${once.strategy}: ${seconds} s\n`);
  return cell;
}
