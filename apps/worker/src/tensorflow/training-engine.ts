import type { Config } from '@twotower/schema';
import { type Engine, kernelTeaches, loadTrainingEngine, type Split } from '@twotower/trainer';
import type { Console } from '../console.ts';
import { engineWords } from '../engine-words.ts';
import { readSettings } from '../settings.ts';
import { prepareTensorflow } from './prepare-tensorflow.ts';

/** The engine for training a split by a config, with all that it needs fetched, and told in one line. */
export async function openTrainingEngine(
  config: Config,
  split: Pick<Split, 'train'>,
  output: Console,
): Promise<Engine> {
  await prepareTensorflow(config, output);
  const asked = readSettings().engine;
  const engine = await loadTrainingEngine(asked, config, split);
  output.say(`Engine: ${engineWords(engine)}`);
  if (engine.name === 'wasm' && asked !== 'wasm' && !(await kernelTeaches(config))) {
    const slower = `loss ${config.loss.kind} is taught on WebAssembly, several times slower than by native TensorFlow`;
    output.progress({ kind: 'notice', message: `${slower}: ${engine.reason}` });
  }
  return engine;
}
