export { DataError } from './error.ts';
export { type InferredConfig, inferConfig } from './infer-config.ts';
export { type Inspection, inspectDataset } from './inspect.ts';
export { type LoadedConfig, loadConfig, resolveConfigFile } from './load-config.ts';
export { type ReadResult, readDataset } from './read-dataset.ts';
export type { ReadSummary, Reject, TimeUnit } from './read-summary.ts';
export { renderInspection } from './render-inspection.ts';
export { type SimulateOptions, type SimulationCounts, simulate } from './simulate/simulate.ts';
export { type DatasetSplit, defaultSplit, splitDataset } from './split.ts';
