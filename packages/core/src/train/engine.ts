import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import util from 'node:util';
import type * as tfjs from '@tensorflow/tfjs-core';
import type { Kernel } from '@twotower/kernel';
import { loadKernel } from '@twotower/kernel';
import { CoreError } from '../error.ts';
import { nativeOps } from './native-ops.ts';
import type { Ops } from './ops.ts';
import { wasmOps } from './wasm-ops.ts';

export type EngineName = 'native' | 'wasm';
export type EnginePreference = 'auto' | EngineName;

/** A TensorFlow.js backend that is loaded and can train. */
export interface Engine {
  readonly tf: typeof tfjs;
  readonly name: EngineName;
  /** Why this one, in one line, for logs and `doctor`; where the kernel was wanted and does not load, why that too. */
  readonly reason: string;
  readonly ops: Ops;
  /** Takes the hot loops over where it could be compiled, whichever backend does the rest; absent where `wasm` was asked for. */
  readonly kernel?: Kernel;
  /** Makes this engine's backend the one TensorFlow.js runs on; needed where a process holds both. */
  activate(): void;
}

export interface EngineOptions {
  /**
   * Threads of one native operation. TensorFlow takes it from the process, so only the main thread can set it, before the
   * first engine of any thread is loaded. Default: one a core.
   */
  readonly threads?: number;
  /** False leaves the native kernel out, so that TensorFlow does all. Default true. */
  readonly kernel?: boolean;
}

const require = createRequire(import.meta.url);

/**
 * Loads TensorFlow.js: `native` is tfjs-node, `wasm` its WebAssembly backend (4-10 times slower), `auto` the first that
 * loads. Throws {@link CoreError} with the cause where the preferred one, or with `auto` neither, loads.
 */
export async function loadEngine(preference: EnginePreference, options: EngineOptions = {}): Promise<Engine> {
  if (preference === 'wasm') return loadWasm('asked for');
  if (preference === 'native') return withKernel(await loadNative('asked for', options), options);
  let engine: Engine;
  try {
    engine = await loadNative('tfjs-node loads and is the fastest', options);
  } catch (error) {
    engine = await loadWasm(messageOf(error));
  }
  return withKernel(engine, options);
}

function withKernel(engine: Engine, options: EngineOptions): Engine {
  if (options.kernel === false) return engine;
  const loaded = loadKernel();
  return loaded.kind === 'loaded'
    ? { ...engine, kernel: loaded.kernel }
    : { ...engine, reason: `${engine.reason}; ${loaded.reason}` };
}

async function loadNative(reason: string, { threads }: EngineOptions): Promise<Engine> {
  restoreRemovedTypeChecks();
  process.env.TF_CPP_MIN_LOG_LEVEL = '2';
  if (threads !== undefined) process.env.TF_NUM_INTRAOP_THREADS = String(threads);
  return load(
    'native',
    'tensorflow',
    reason,
    'install @tensorflow/tfjs-node (in a checkout of TwoTower: node tooling/tensorflow/setup.mjs --retry), or use wasm',
    async (tf) => {
      require('@tensorflow/tfjs-node');
      return nativeOps(tf);
    },
  );
}

async function loadWasm(reason: string): Promise<Engine> {
  return load('wasm', 'wasm', reason, 'install @tensorflow/tfjs-backend-wasm', async (tf) => {
    const wasm: typeof import('@tensorflow/tfjs-backend-wasm') = require('@tensorflow/tfjs-backend-wasm');
    if (tf.engine().registry.wasm === undefined) {
      wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
    }
    return wasmOps(tf);
  });
}

async function load(
  name: EngineName,
  backend: string,
  reason: string,
  mend: string,
  open: (tf: typeof tfjs) => Promise<Ops>,
): Promise<Engine> {
  try {
    const tf: typeof tfjs = require('@tensorflow/tfjs-core');
    const warn = console.warn;
    console.warn = () => {};
    let ops: Ops;
    try {
      ops = await open(tf);
      if (!(await tf.setBackend(backend))) throw new Error(`backend ${backend} did not start`);
      await tf.ready();
    } finally {
      console.warn = warn;
    }
    const activate = () => {
      if (tf.getBackend() !== backend) void tf.setBackend(backend);
    };
    return { tf, name, reason, ops, activate };
  } catch (error) {
    throw new CoreError(`engine ${name}: does not load (${messageOf(error)}); ${mend}`, { cause: error });
  }
}

/** tfjs-node 4.22 calls checks that Node 23 removed from `util`. */
function restoreRemovedTypeChecks(): void {
  const checks: Record<string, (value: unknown) => boolean> = {
    isNullOrUndefined: (value) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, check] of Object.entries(checks)) {
    if (!(name in util)) Object.defineProperty(util, name, { value: check, configurable: true });
  }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].trim();
}
