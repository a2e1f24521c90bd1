// The demo's model: trained once, kept while the store has a champion.
import { existsSync } from 'node:fs';
import { demo } from './settings.mjs';
import { twotower } from './twotower.mjs';

const PLACE = ['--config', demo.config, '--store', demo.store];

/** @returns {Promise<string>} what there is now */
export async function trainOnce() {
  const bundles = existsSync(`${demo.store}/store.sqlite`) ? await twotower('bundles', ...PLACE) : [];
  const champion = bundles.find(({ aliases }) => aliases?.includes('champion'));
  if (champion !== undefined) return `champion ${champion.id}`;
  const { bundleId, metrics, baselines } = await twotower('train', '--promote', ...PLACE);
  const scores = [['', metrics], ...Object.entries(baselines ?? {})]
    .filter(([, values]) => values?.['recall@20'] !== undefined)
    .map(([name, values]) => `${name === '' ? 'recall@20' : name} ${values['recall@20'].toFixed(3)}`);
  return `champion ${bundleId}${scores.length > 0 ? `, ${scores.join(', ')}` : ''}`;
}
