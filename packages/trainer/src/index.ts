export { type Engine, loadEngine } from '@twotower/core/train';
export { hnswAvailable } from '@twotower/index';
export type { BaselineName } from './baselines/baselines.ts';
export { itemKnnScorer } from './baselines/item-knn.ts';
export { popularityScorer } from './baselines/popularity.ts';
export { TrainerError, type TrainerErrorCode } from './error.ts';
export { evaluateBundle } from './evaluate-bundle.ts';
export { type EvaluationResult, type Examination, evaluate } from './evaluation/evaluate.ts';
export {
  type Example,
  type ExampleList,
  type ExhibitOptions,
  Exhibits,
} from './evaluation/exhibits.ts';
export { MetricSums } from './evaluation/metrics.ts';
export type { ScoredUsers, Scorer } from './evaluation/scorer.ts';
export { topK } from './evaluation/top-k.ts';
export { type RunOptions, type RunResult, runExperiment } from './experiment.ts';
export { type ItemsByUser, UserRuns } from './items-by-user.ts';
export { modelScorer, type ScoredEntities } from './model-scorer.ts';
export { inMemory, type PositiveSource, type Positives, positivesFrom, positivesOf } from './positives.ts';
export type { Split } from './prepare.ts';
export type { OnProgress, Progress } from './progress.ts';
export type { OnRanked } from './report.ts';
export { type TrainResult, train } from './train.ts';
export type { Changes } from './tune/changes.ts';
export { bestRung, type RungResult, type Trial } from './tune/trial.ts';
export { type TuneOptions, type TuneResult, tune } from './tune/tune.ts';
export { loadTrainingEngine, workersNotice } from './worker-count.ts';
