import type { Random } from '@twotower/core';
import {
  type HardNegatives,
  type HardRows,
  hardCounts,
  hardFromIndex,
  hardFromLog,
  type RankedLists,
} from '@twotower/sampling';
import { type HardConfig, hardConfigs } from '../prepare/hard-configs.ts';
import type { LearningConfig } from '../prepare/learning-config.ts';
import type { TrainingWindow } from './windows.ts';

/** Items that rows have for themselves. */
export interface OwnItems {
  readonly perRow: number;
  /** `[B * perRow]` item indices; any item where `present` is 0. */
  readonly items: Int32Array;
  readonly present: Uint8Array;
}

/** Draws the private negatives of an epoch's batches from one window. */
export interface HardDraws {
  /** Places a row has; where 0, nothing is drawn. */
  readonly perRow: number;
  draw(rows: HardRows, random: Random): OwnItems | undefined;
}

/**
 * @param mined what the model ranked for each user when the epoch began, for `source: 'index'`
 * @param epoch from 1
 */
export function openHardDraws(
  config: LearningConfig,
  window: TrainingWindow,
  items: number,
  epoch: number,
  mined: RankedLists | undefined,
): HardDraws {
  const active = hardConfigs(config)
    .filter(({ fromEpoch }) => epoch >= fromEpoch)
    .map((hard) => ({ source: openSource(hard, window, items, mined), expected: expectedAt(hard, epoch) }));
  const perRow = active.reduce((sum, { source }) => sum + source.perRow, 0);
  return {
    perRow,
    draw(rows, random) {
      if (perRow === 0) {
        return undefined;
      }
      const size = rows.users.length;
      const drawn = active.map(({ source, expected }) =>
        source.draw({ ...rows, wanted: hardCounts(size, expected, random) }, random),
      );
      const own = { perRow, items: new Int32Array(size * perRow), present: new Uint8Array(size * perRow) };
      for (let r = 0; r < size; r++) {
        let place = r * perRow;
        for (const [s, { source }] of active.entries()) {
          for (let h = 0; h < source.perRow; h++, place++) {
            const item = drawn[s][r * source.perRow + h];
            own.present[place] = item < 0 ? 0 : 1;
            own.items[place] = item < 0 ? rows.positives[r] : item;
          }
        }
      }
      return own;
    },
  };
}

function openSource(
  { source, perPositive, ranks }: HardConfig,
  { byUser, dropped }: TrainingWindow,
  items: number,
  mined: RankedLists | undefined,
): HardNegatives {
  if (source === 'index') {
    const none: RankedLists = { by: 'user', items: new Int32Array(0), width: 0 };
    return hardFromIndex({
      lists: () => mined ?? none,
      ranks,
      positives: byUser,
      items,
      perRow: perPositive,
    });
  }
  return hardFromLog({ dropped: dropped[source], positives: byUser, items, perRow: perPositive });
}

/** How many a row gets on the mean: rises over `rampEpochs` to `perPositive`. */
function expectedAt({ fromEpoch, rampEpochs, perPositive }: HardConfig, epoch: number): number {
  return perPositive * Math.min(1, (epoch - fromEpoch + 1) / (rampEpochs + 1));
}
