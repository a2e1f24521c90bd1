import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, readDataset, simulate } from '@twotower/data';
import type { Dataset } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { datasetsFolder } from './settings.ts';

export interface AblationSet {
  readonly name: string;
  readonly config: Config;
  readonly dataset: Dataset;
  close(): void;
}

const CONFIGS = fileURLToPath(new URL('../ablation/', import.meta.url));

/** A set of `ablation/` with a validation part of its own, or `simulated`: 600,000 events of films. */
export async function openAblationSet(name: string): Promise<AblationSet> {
  if (name === 'simulated') {
    const folder = mkdtempSync(join(tmpdir(), 'twotower-ablation-'));
    await simulate({
      out: join(folder, 'log'),
      users: 4000,
      items: 3000,
      events: 600_000,
      days: 30,
      seed: 1,
    });
    const { config } = await loadConfig(join(folder, 'log', 'twotower.config.yaml'));
    const { dataset } = await readDataset(config, join(folder, 'log'));
    return { name, config, dataset, close: () => rmSync(folder, { recursive: true, force: true }) };
  }
  const { config } = await loadConfig(join(CONFIGS, `${name}.yaml`));
  const { dataset } = await readDataset(config, datasetsFolder());
  return { name, config, dataset, close: () => {} };
}
