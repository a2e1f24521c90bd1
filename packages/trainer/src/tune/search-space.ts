import { featureSettings } from './feature-settings.ts';
import { lossSettings } from './loss-settings.ts';
import { modelSettings } from './model-settings.ts';
import { negativesSettings } from './negatives-settings.ts';
import type { Setting } from './setting.ts';
import { trainingSettings } from './training-settings.ts';

/**
 * What a search varies, in the order in which it is drawn. Ranges are around what was good on the sets of
 * bench/README.md; values that did well more often stand more than once.
 */
export const searchSpace: readonly Setting[] = [
  ...featureSettings,
  ...lossSettings,
  ...negativesSettings,
  ...modelSettings,
  ...trainingSettings,
];
