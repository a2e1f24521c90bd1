import type { Engine } from '@twotower/core/train';
import { type Config, type GateDecision, scoreTerms } from '@twotower/schema';
import { createExamination, type Examination } from '../../examine/examination.ts';
import { type Examined, examineAll } from '../../examine/examine-all.ts';
import { termsOf } from '../../examine/terms-of.ts';
import type { TrainingData } from '../../prepare/prepare.ts';
import type { LoopResult } from '../../teach/train-loop.ts';
import type { BaseBundle } from '../base-bundle.ts';
import { compared, examineOpponents, judgedAt } from './compare.ts';
import type { ServedModel } from './served-at.ts';
import type { WindowEvents } from './window-events.ts';

/** A night's learning: what was there to learn, and what came of it. */
export interface Night {
  readonly events: WindowEvents;
  readonly data: TrainingData;
  readonly loop: LoopResult;
}

/** A candidate that was examined, and how, so that others are examined alike. */
export interface ExaminedNight {
  readonly examined: Examined;
  readonly examination: Examination;
}

/** By what, and by which config, models are examined. */
export interface Judge {
  readonly engine: Engine;
  readonly config: Config;
}

/** The candidate on what is held out, examined as every model is, and as far down as a gate looks. */
export function examineNight(
  { engine, config }: Judge,
  { events: { heldOut }, data, loop }: Night,
): ExaminedNight {
  const asked = asGatesLook(config, data.items);
  const examination = createExamination(asked, data, heldOut);
  const terms = termsOf(engine, loop.model, data, scoreTerms(config));
  return { examined: examineAll({ engine, config: asked, data, loop, examination, terms }), examination };
}

/** The numbers of the candidate beside those of the champion, as it was served when what is held out began, and of the prior. */
export function besideChampion(
  { engine, config }: Judge,
  champion: { readonly base: BaseBundle; readonly served: ServedModel },
  { events, data, loop }: Night,
  { examined, examination }: ExaminedNight,
): Pick<GateDecision, 'recall' | 'against' | 'coverage' | 'collapse'> {
  const opponents = examineOpponents(engine, config, champion, events, data, examination);
  return compared(config, examined.model, loop.model, data, opponents);
}

/** Examined as far down as a gate looks too, and beside no baselines: those of a gate are its own. */
function asGatesLook(config: Config, items: number): Config {
  const k = [...new Set([...config.evaluation.k, judgedAt(items)])].sort((a, b) => a - b);
  return { ...config, evaluation: { ...config.evaluation, k, baselines: [] } };
}
