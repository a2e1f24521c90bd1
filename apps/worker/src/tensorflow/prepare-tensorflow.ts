import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Config } from '@twotower/schema';
import { kernelTeaches } from '@twotower/trainer';
import type { Console } from '../console.ts';
import { readSettings, type Settings } from '../settings.ts';

/**
 * Native TensorFlow for a config that the kernel cannot teach alone, where this is a checkout of the project, which knows how to get
 * it: fetched once a machine, with its progress on stderr. Where it cannot be had training goes on without it.
 */
export async function prepareTensorflow(
  config: Config,
  output: Pick<Console, 'say'>,
  { engine, tensorflowSetup }: Pick<Settings, 'engine' | 'tensorflowSetup'> = readSettings(),
): Promise<void> {
  if (engine === 'wasm' || tensorflowSetup === undefined || (await kernelTeaches(config))) return;
  output.say(
    `Loss ${config.loss.kind} needs TensorFlow, as the native kernel is not there or does not know it`,
  );
  const setup = spawn(process.execPath, [tensorflowSetup], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([text(setup.stdout), once(setup, 'exit')]);
  output.say(code === 0 ? said.trim() : `TensorFlow could not be prepared (exit ${code})`);
}
