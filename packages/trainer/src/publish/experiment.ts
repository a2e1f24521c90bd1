import { type Chosen, chooseSettings } from '../choose/choose-settings.ts';
import { settleConfig } from '../prepare/settle-config.ts';
import { trainAnew } from './fit.ts';
import type { RunOptions, RunResult } from './run-options.ts';
import { select } from './selection.ts';
import { testWindows } from './test-windows.ts';

/**
 * Trains on the training part, lets the validation part decide after which epoch to stop, then trains anew for as many
 * epochs on both. Between the two, calibration chooses the terms of the score beside the cosine. The model that is examined
 * on the test part, or published, has learnt from everything before it.
 *
 * Of a rolling split each window is tested so, and the report is of all of them.
 *
 * With `part: 'validation'` the report is that of the first model, on the validation part; the model and the data that
 * are returned are those of the second. Without `refit`, there is the first model alone.
 */
export async function runExperiment(part: 'test' | 'validation', asked: RunOptions): Promise<RunResult> {
  const options = { ...asked, ...(await settle(asked)) };
  const selected = await select(part, options);
  const { terms } = selected;
  if (selected.report) {
    const { data, loop } = selected.fit ?? (await trainAnew(options, selected.bestEpoch));
    return {
      report: selected.report,
      config: options.config,
      model: loop.model,
      learnt: loop.learnt,
      data,
      terms,
    };
  }
  return testWindows(options, selected);
}

async function settle({ engine, config, stated, split, onProgress }: RunOptions): Promise<Chosen> {
  const isOpen = stated !== undefined && config.choose === 'auto';
  return isOpen
    ? chooseSettings({ engine, config, stated, split, onProgress })
    : { config: settleConfig(config, split, onProgress) };
}
