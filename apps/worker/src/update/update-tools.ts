import { readStretches } from '@twotower/data';
import type { EventLog, FolderStore, LogPosition } from '@twotower/store';
import { type BaseBundle, loadEngine, towerLearner, type UpdateTools, updateConfig } from '@twotower/trainer';
import type { Console } from '../console.ts';
import { registerAllTrained } from '../cut-off.ts';
import { readSettings } from '../settings.ts';
import { prepareTensorflow } from '../tensorflow/prepare-tensorflow.ts';
import type { LoadedConfig } from '../workplace.ts';

/** What updates of a bundle are made with, by the config as its file is now. @throws ConfigError where that does not fit the bundle */
export async function updateTools(
  loaded: LoadedConfig,
  store: FolderStore,
  log: EventLog,
  base: BaseBundle,
  output: Console,
): Promise<UpdateTools> {
  const { config, asked, migrations } = updateConfig(loaded.config, base);
  for (const migration of migrations) output.say(`Taken over: ${migration}`);
  await registerAllTrained(store, log);
  await prepareTensorflow(config, output);
  return {
    learner: towerLearner(await loadEngine(readSettings().engine)),
    config,
    asked,
    store,
    // Columns are read as training read them: a setting that was chosen may have left out the features that say what they hold.
    read: readStretches<LogPosition>(
      log,
      { ...config, schema: loaded.config.schema },
      loaded.folder,
      store.folder,
    ),
    onProgress: output.progress,
  };
}
