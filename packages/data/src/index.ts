export { DataError } from './error.ts';
export {
  type EventFile,
  type EventFiles,
  type FileEvent,
  type FileEvents,
  openEventFiles,
} from './events/event-files.ts';
export type { LoggedBatch, LoggedEvents } from './events/event-log-table.ts';
export type { ReadProgress } from './events/read-progress.ts';
export { type ReadStretch, readStretches, type StretchLog } from './events/read-stretches.ts';
export { endsLineAt, type FileSums, fileSums } from './file-sums.ts';
export {
  type InferredConfig,
  inferConfig,
  lookAtLog,
  questionsAbout,
  type UnknownLog,
} from './infer/infer-config.ts';
export type { Answers, Option, Question } from './infer/question.ts';
export { type Inspection, inspectDataset } from './inspect/inspect-dataset.ts';
export type { Machine } from './inspect/machine.ts';
export { renderInspection } from './inspect/render-inspection.ts';
export { type LoadedConfig, loadConfig, resolveConfigFile } from './load-config.ts';
export { type ReadResult, readDataset } from './read-dataset.ts';
export type { ReadSummary, Reject } from './read-summary.ts';
export { releasedAt } from './simulate/change.ts';
export { type SimulateOptions, type SimulationCounts, simulate } from './simulate/simulate.ts';
export { type TrafficEvent, trafficAfter } from './simulate/traffic-after.ts';
export { type DatasetSplit, splitDataset } from './split/split-dataset.ts';
export { type ParquetColumns, type ParquetRow, writeParquet } from './tables/write-parquet.ts';
export { tunedConfigText } from './tuned-config.ts';
export { logWarnings } from './warnings/log-warnings.ts';
