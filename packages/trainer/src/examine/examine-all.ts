import type { Engine } from '@twotower/core/train';
import type { Config, LeftOut } from '@twotower/schema';
import type { TrainingData } from '../prepare/prepare.ts';
import type { OnProgress } from '../progress.ts';
import { createBaselines } from './baselines/baselines.ts';
import { type EvaluationResult, evaluate } from './evaluate.ts';
import type { Examination } from './examination.ts';
import { modelScorer } from './model-scorer.ts';
import type { RankedUser } from './rank-users.ts';
import type { Scorer } from './scorer.ts';
import type { TaughtModel } from './taught-model.ts';
import type { Terms } from './terms.ts';

export interface ToExamine {
  readonly engine: Engine;
  readonly config: Config;
  readonly data: TrainingData;
  readonly loop: Pick<TaughtModel, 'model'>;
  readonly examination: Examination;
  /** What the model ranks by beside its cosines; by default nothing. */
  readonly terms?: Terms;
  /** Whether a user's positives lie in order though they have no times; default no. */
  readonly inOrder?: boolean;
  /** Of a rolling split: when what is tested happened, in milliseconds since 1970. */
  readonly window?: { readonly from: number; readonly to: number };
  readonly onProgress?: OnProgress;
  readonly onRanked?: OnRanked;
}

/** Sees every list that the model, by the name `two-tower`, and each baseline make; its arrays hold until the next. */
export type OnRanked = (scorer: string, ranked: RankedUser) => void;

/** How the model and its baselines did in one examination; of baselines none where nobody was examined. */
export interface Examined extends Pick<ToExamine, 'window'> {
  readonly model: EvaluationResult;
  readonly baselines: Readonly<Record<string, EvaluationResult>>;
  readonly leftOut: readonly LeftOut[];
  readonly userGroupings: Examination['userGroupings'];
  readonly items: number;
  /** Positives that were learnt from, and the users who have some. */
  readonly trainEvents: number;
  readonly trainUsers: number;
  /** Of the model alone. */
  readonly evaluateSeconds: number;
  readonly peakRssBytes: number;
}

/** Examines the model and its baselines alike; one scorer is held at a time. */
export function examineAll(input: ToExamine): Examined {
  const { engine, config, data, loop, examination, window, onProgress, onRanked } = input;
  const examine = (name: string, scorer: Scorer): EvaluationResult =>
    evaluate(scorer, examination, undefined, onRanked && ((ranked) => onRanked(name, ranked)));

  const started = performance.now();
  const scorer = modelScorer(engine, loop.model, data, input.terms);
  const model = examine('two-tower', scorer);
  scorer.dispose();
  const evaluateSeconds = (performance.now() - started) / 1000;
  const peakRssBytes = peakBytes();

  const asked = model.users > 0 ? config.evaluation.baselines : [];
  const { taken, leftOut } = createBaselines(asked, { ...data, inOrder: input.inOrder }, engine);
  const baselines: Record<string, EvaluationResult> = {};
  for (const { name, scorer: fit } of taken) {
    onProgress?.({ kind: 'phase', message: `Baseline ${name}` });
    baselines[name] = examine(name, fit());
  }
  return {
    window,
    model,
    baselines,
    leftOut,
    userGroupings: examination.userGroupings,
    items: data.items,
    trainEvents: data.positives.length,
    trainUsers: data.known.reduce((sum, known) => sum + known, 0),
    evaluateSeconds,
    peakRssBytes,
  };
}

/** The most memory this process has held so far. */
export function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
