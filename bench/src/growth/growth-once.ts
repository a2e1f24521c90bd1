import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '@twotower/schema';
import { tell } from '../measure/in-process.ts';
import { trainFromFiles } from '../measure/train-from-files.ts';

export interface GrowthOnce {
  /** Holds `events.csv`. */
  readonly folder: string;
}

export interface GrowthMeasured {
  readonly readSeconds: number;
  readonly epochSeconds: number;
  /** With all that is done before, between and after. */
  readonly allSeconds: number;
  readonly peakRssBytes: number;
}

/** Measures reading and one epoch of the product's default model, dim 64, on IDs alone. */
export async function growthOnce({ folder }: GrowthOnce): Promise<void> {
  const config = parseConfig({
    schema: { user: { id: 'user_id' }, item: { id: 'item_id' }, event: { time: 'timestamp' } },
    data: { events: 'events.csv' },
    training: { epochs: 1 },
    evaluation: { baselines: [] },
  });
  const scratch = join(folder, 'shards');
  const { result: _result, ...measured } = await trainFromFiles(config, folder, scratch);
  rmSync(scratch, { recursive: true, force: true });
  tell(measured satisfies GrowthMeasured);
}
