import type { Engine } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import { freeMemory } from '../prepare/free-memory.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import type { OnProgress } from '../progress.ts';
import { kernelTeaches } from './kernel-teaches.ts';
import { describeMemory, memoryNeeds, requireMemory, totalMemory } from './memory-needs.ts';

/** Says what training takes of memory. @throws TrainerError where that is not free */
export async function tellMemory(
  engine: Engine,
  config: Config,
  data: TrainingData,
  use: { readonly workers: number; readonly validated: boolean },
  onProgress?: OnProgress,
): Promise<void> {
  const byKernel = engine.kernel !== undefined && (await kernelTeaches(config));
  const needs = memoryNeeds(config, data, { ...use, byKernel });
  const free = freeMemory(totalMemory(needs));
  requireMemory(needs, free, config);
  onProgress?.({ kind: 'phase', message: `Training takes about ${describeMemory(needs, free)}` });
}
