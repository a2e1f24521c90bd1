export type { CalibrationConfig, PriorConfig } from './calibration-config.ts';
export {
  type ArmSums,
  type ComparisonArm,
  type ComparisonKind,
  comparisonArms,
  comparisonKinds,
} from './comparison.ts';
export {
  type Config,
  type ConfigInput,
  configSchema,
  defineConfig,
  type EntitySchema,
  type IndexConfig,
  indexSchema,
} from './config.ts';
export { milliseconds } from './duration.ts';
export { encodingOf } from './encoding.ts';
export { ConfigError } from './error.ts';
export {
  type ColumnFeatureConfig,
  columnFeatureSchema,
  type FeatureConfig,
  type FeatureKind,
  featureSchema,
} from './feature.ts';
export { type Foretold, foretoldSchema } from './foretold.ts';
export { type GateDecision, gateDecisionSchema } from './gate-decision.ts';
export { type Hint, hintSchema } from './hint.ts';
export {
  type JobKind,
  type JobResult,
  type JobState,
  jobKinds,
  jobResultSchema,
  jobStates,
} from './job.ts';
export { nearest } from './nearest.ts';
export { parseConfig } from './parse-config.ts';
export { publishedConfig } from './published-config.ts';
export {
  type Baselines,
  type Choice,
  type EpochRecord,
  epochSchema,
  type Intervals,
  type LeftOut,
  type Metrics,
  type Report,
  reportSchema,
} from './report.ts';
export { roundedScore } from './rounded-score.ts';
export { type Scope, scopes } from './scope.ts';
export { type ScoreTerms, scoreTerms, statedTerms } from './score-terms.ts';
export {
  describeSource,
  hidePasswords,
  type PostgresSource,
  type RowsFunction,
  type Source,
  type SqliteSource,
} from './source.ts';
export { type SplitConfig, splitSchema } from './split-config.ts';
export { isStated, statedKeys } from './stated-keys.ts';
export { type Verdict, verdictSchema } from './verdict.ts';
export { type EventWeight, eventWeight } from './weight-config.ts';
export { isDatable, isWritable, lastTime } from './what-stores-hold.ts';
export { workersFor } from './workers-for.ts';
