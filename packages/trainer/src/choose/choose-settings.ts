import type { Engine } from '@twotower/core/train';
import type { Choice, Config } from '@twotower/schema';
import { asksAnything } from '../examine/examination.ts';
import { stoppingMetric } from '../examine/stopping-metric.ts';
import { positivesOf } from '../prepare/positives.ts';
import type { Split } from '../prepare/prepare.ts';
import { settleConfig } from '../prepare/settle-config.ts';
import { trainingPositives } from '../prepare/training-positives.ts';
import type { OnProgress } from '../progress.ts';
import type { Candidate } from './candidate.ts';
import { type BegunTraining, type Contender, contender, letGo, teachOn } from './contender.ts';
import { describeChange } from './describe-change.ts';
import { distinctSettings } from './distinct-settings.ts';
import { halve, type Rung } from './halve.ts';
import { passesFor } from './passes-for.ts';
import { portfolio } from './portfolio.ts';
import { preparedOnce } from './prepared-once.ts';
import { isTooLarge, sampleUsers } from './sample-users.ts';

export interface ChooseOptions {
  readonly engine: Engine;
  readonly config: Config;
  /** What the config's author has said; nothing of that is changed. */
  readonly stated: ReadonlySet<string>;
  /** Its training and validation part are read; the test part never. */
  readonly split: Split;
  readonly candidates?: readonly Candidate[];
  readonly onProgress?: OnProgress;
}

export interface Chosen {
  readonly config: Config;
  /** What was tried, for the report; absent where nothing was open. */
  readonly choice?: Choice;
  /** The winner's training and what it was trained on, where that was the whole training part. */
  readonly begun?: BegunTraining;
}

/**
 * Tries whole settings ({@link portfolio}) on the validation part by halving, where the config leaves them open, and gives the config
 * of the best; what leaves features out has to be {@link priceOfFeatures} better. Trainings go on from rung to rung, and the winner's
 * may go on into the run itself. Where the log is large, users are sampled. Halving counts passes, never seconds: same seed and data,
 * same choice. Where the validation part asks nothing, nothing is tried and the config is only settled.
 */
export async function chooseSettings(options: ChooseOptions): Promise<Chosen> {
  const { engine, stated, split, candidates = portfolio, onProgress } = options;
  const config = settleConfig(options.config, split, onProgress);
  const held = positivesOf([split.validation]);
  if (!asksAnything({ seen: config.evaluation.seen, train: positivesOf([split.train]), test: held })) {
    return { config };
  }
  const isSampled = isTooLarge(split.train.length);
  const sample = isSampled ? sampleUsers(split) : split;
  const passes = passesFor(config, trainingPositives(config, [sample.train]).length, stated);
  const settings = distinctSettings(passes.config, split, stated, candidates);
  if (settings.length < 2) {
    return { config: passes.config };
  }
  const many = `${settings.length} settings`;
  onProgress?.({
    kind: 'phase',
    message: `Choosing among ${many} on the validation part${isSampled ? ', by a sample of users' : ''}`,
  });
  const course = {
    engine,
    dataOf: preparedOnce(sample.train),
    validation: isSampled ? positivesOf([sample.validation]) : held,
  };
  const contenders = settings.map(([name, each]) =>
    contender(name, each, leavesFeaturesOut(passes.config, each) ? priceOfFeatures : 0),
  );
  const metric = stoppingMetric(config);
  const rungs: Rung<Contender>[] = [];
  const best = await halve(contenders, {
    first: passes.first,
    teach: (each, upTo) => teachOn(course, each, Math.min(upTo, passes.most)),
    letGo,
    onRung: (rung) => {
      rungs.push(rung);
      onProgress?.({ kind: 'notice', message: inWords(rung, metric) });
    },
  });
  const changes = describeChange(passes.config, best.config);
  onProgress?.({
    kind: 'notice',
    message: `chosen: ${best.name}${changes.length > 0 ? ` (${changes.join(', ')})` : ''}`,
  });
  return {
    config: best.config,
    choice: { metric, chosen: best.name, changes, tried: triedIn(rungs) },
    ...(!isSampled && best.begun && { begun: best.begun }),
  };
}

/**
 * What leaving features out has to gain. Who has features is known before their first event; validation sees few of those, and where
 * they come in numbers it is too late to choose again.
 */
const priceOfFeatures = 0.03;

function leavesFeaturesOut({ schema: from }: Config, { schema: to }: Config): boolean {
  const columns = ({ features }: Config['schema']['item' | 'user']): number =>
    Object.values(features).filter(({ kind }) => kind !== 'history').length;
  return columns(to.user) < columns(from.user) || columns(to.item) < columns(from.item);
}

function inWords({ passes, ranked }: Rung<Contender>, metric: string): string {
  const figures = ranked.map(({ name, value }) => `${name} ${figure(value)}`);
  return `after ${passes} ${passes === 1 ? 'epoch' : 'epochs'}, ${metric}: ${figures.join('; ')}`;
}

function figure(value: number): string {
  return Number.isFinite(value) ? value.toFixed(4).replace(/^0/, '') : 'failed';
}

/** Who was left the longest first, of equals the better. */
function triedIn(rungs: readonly Rung<Contender>[]): Choice['tried'] {
  const last = new Map<string, Contender>();
  for (const { ranked } of rungs.toReversed()) {
    for (const each of ranked) {
      if (!last.has(each.name)) {
        last.set(each.name, each);
      }
    }
  }
  return [...last.values()].map(({ name, value, passes, failure }) => ({
    name,
    value: Number.isFinite(value) ? value : null,
    epochs: passes,
    ...(failure !== undefined && { failure }),
  }));
}
