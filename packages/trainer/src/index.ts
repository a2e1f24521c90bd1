export { type Engine, loadEngine } from '@twotower/core/train';
export { hnswAvailable } from '@twotower/index';
export type { Candidate } from './choose/candidate.ts';
export { type ChooseOptions, type Chosen, chooseSettings } from './choose/choose-settings.ts';
export { gainAhead } from './choose/gain-ahead.ts';
export { halve } from './choose/halve.ts';
export { passesFor } from './choose/passes-for.ts';
export { portfolio } from './choose/portfolio.ts';
export { withCandidate } from './choose/with-candidate.ts';
export { TrainerError, type TrainerErrorCode } from './error.ts';
export type { BaselineName } from './examine/baselines/baseline-training.ts';
export { itemKnnScorer } from './examine/baselines/item-knn.ts';
export { popularityScorer } from './examine/baselines/popularity.ts';
export { type EvaluationResult, evaluate } from './examine/evaluate.ts';
export { evaluateBundle } from './examine/evaluate-bundle.ts';
export type { Examination } from './examine/examination.ts';
export type { OnRanked } from './examine/examine-all.ts';
export {
  type Example,
  type ExampleList,
  type ExhibitOptions,
  Exhibits,
} from './examine/exhibits.ts';
export { modelScorer } from './examine/model-scorer.ts';
export { pairedBootstrap } from './examine/paired-bootstrap.ts';
export type { ScoredEntities } from './examine/scored-entities.ts';
export type { ScoredUsers, Scorer } from './examine/scorer.ts';
export { topK } from './examine/top-k.ts';
export { type ItemsByUser, UserRuns } from './prepare/items-by-user.ts';
export {
  type PositiveSource,
  type Positives,
  positivesFrom,
  positivesOf,
} from './prepare/positives.ts';
export type { Split } from './prepare/prepare.ts';
export type { OnProgress, Progress } from './progress.ts';
export { runExperiment } from './publish/experiment.ts';
export type { RunOptions, RunResult } from './publish/run-options.ts';
export { type TrainOptions, type TrainResult, train } from './publish/train.ts';
export { kernelTeaches } from './teach/kernel-teaches.ts';
export { loadTrainingEngine, workersNotice } from './teach/worker-count.ts';
export type { Changes } from './tune/changes.ts';
export { bestRung, type RungResult, type Trial } from './tune/trial.ts';
export { type TuneOptions, type TuneResult, tune } from './tune/tune.ts';
export { type BaseBundle, openBase } from './update/base-bundle.ts';
export { type ForetellParts, foretell } from './update/foretell/foretell.ts';
export { type FullOptions, type FullResult, fullUpdate } from './update/full/full-update.ts';
export {
  baseOf,
  type IncrementalResult,
  incrementalUpdate,
  type PublishedDelta,
} from './update/incremental-update.ts';
export type { LogRange, LogStretch, Notch, ReadLog } from './update/read-log.ts';
export type { UpdateTools } from './update/resume-increment.ts';
export { type RollBackOptions, rollBack } from './update/roll-back.ts';
export { towerLearner } from './update/tower-learner.ts';
export { type UpdateConfig, updateConfig } from './update/update-config.ts';
export type { NightLesson, NightResult, UpdateLearner } from './update/update-learner.ts';
