export type { Engine, EngineName, EnginePreference } from './engine.ts';
export { loadEngine } from './engine.ts';
export type { TrainBatch } from './train-batch.ts';
export type { TrainStep, TrainStepOptions } from './train-step.ts';
export { createTrainStep } from './train-step.ts';
