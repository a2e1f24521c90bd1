import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { tunedConfigText } from '@twotower/data';
import { type Config, ConfigError, publishedConfig } from '@twotower/schema';
import {
  positivesOf,
  type RungResult,
  type Split,
  type TuneResult,
  tune,
  workersNotice,
} from '@twotower/trainer';
import { advise } from '../advice.ts';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { openTrainingEngine } from '../tensorflow/training-engine.ts';
import { changesOf, trialsTable } from '../trials-table.ts';
import { findConfig, findStoreFolder, readLog } from '../workplace.ts';

export interface TuneFlags extends CommonFlags {
  readonly minutes?: number;
  readonly trials?: number;
  readonly resume?: boolean;
  readonly out: string;
}

/** `tune`: better settings by successive halving on the validation part; writes the best config. */
export async function tuneCommand(flags: TuneFlags, output: Console): Promise<void> {
  const loaded = await findConfig(flags);
  const out = resolve(flags.out);
  checkOut(out, loaded.file);
  const folder = await findStoreFolder(flags, loaded);
  const { split, warnings } = await readLog(loaded, folder, 'held-out', output);
  const engine = await openTrainingEngine(loaded.config, split, output);
  const notice = workersNotice(loaded.config, positivesOf([split.train]).length);
  if (notice) {
    output.progress({ kind: 'notice', message: notice });
  }
  const log = openLog(folder, searchOf(loaded.config, split), flags.resume === true);
  const result = await tune({
    engine,
    config: loaded.config,
    split,
    minutes: flags.minutes,
    trials: flags.trials,
    done: log.done,
    onResult: (rung) => {
      log.append(rung);
      const value = rung.value?.toFixed(4) ?? `failed (${rung.failure ?? 'no reason kept'})`;
      output.say(
        `  trial ${rung.trial}  ${rung.epochs} epochs  validation ${value}  ${rung.seconds.toFixed(1)} s  ${changesOf(rung)}`,
      );
    },
  });
  writeNew(out, tunedConfigText(loaded.file, out, result.best.changes, commentOf(result)));
  output.result(
    { best: result.best, trials: result.trials, warnings: [...warnings, ...result.warnings] },
    `${trialsTable(result)}\nWrote ${out}; measure it with: ${advise(['experiment'], { ...flags, config: flags.out })}`,
  );
}

function checkOut(out: string, file: string): void {
  if (dirname(out) !== dirname(file)) {
    throw new ConfigError(
      `--out ${out}: must lie beside ${basename(file)}, as its paths are relative to that folder`,
    );
  }
  if (existsSync(out)) {
    throw new ConfigError(`${out} exists already; name another file with --out or remove it`);
  }
  const code = /^\.m?[jt]s$/;
  const data = /^\.(ya?ml|json)$/;
  const fits = code.test(extname(file)) ? code.test(extname(out)) : data.test(extname(out));
  if (!fits) {
    throw new ConfigError(`--out ${out}: give it the ending of ${basename(file)}`);
  }
}

/** Nothing is written over, not even what came to be while the search ran; what was measured is in the store by then. */
function writeNew(out: string, text: string): void {
  try {
    writeFileSync(out, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    throw new ConfigError(
      `${out} was written by somebody else meanwhile; run this again with --resume and another file for --out: nothing is measured twice`,
    );
  }
}

/** The config and how much it learns from: what was measured on other data is not taken over. */
function searchOf(config: Config, { train, validation }: Split): string {
  const sizes = [train, validation].map((part) => [
    part.length,
    part.users.ids.length,
    part.items.ids.length,
  ]);
  return JSON.stringify([publishedConfig(config), sizes]);
}

/** What was measured so far, a line a training; another search begins anew. */
function openLog(folder: string, search: string, resume: boolean) {
  const path = join(folder, `tune-${createHash('sha256').update(search).digest('hex').slice(0, 12)}.jsonl`);
  mkdirSync(folder, { recursive: true });
  if (!resume) {
    rmSync(path, { force: true });
  }
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return {
    // A line that a kill cut short is measured again.
    done: lines.filter((line) => line.endsWith('}')).map((line): RungResult => JSON.parse(line)),
    append: (result: RungResult) => appendFileSync(path, `\n${JSON.stringify(result)}`),
  };
}

function commentOf({ metric, best, trials }: TuneResult): string {
  const value = Math.max(...best.rungs.map((rung) => rung.value ?? 0)).toFixed(4);
  return `Best of ${trials.length} trials on the validation part: ${metric} ${value}`;
}
