import { type Engine, loadEngine } from '@twotower/core/train';

/** Our engines, the fastest first: the native kernel, TensorFlow without it, the WebAssembly fallback. */
export const engineKinds = ['kernel', 'tensorflow', 'wasm'] as const;
export type EngineKind = (typeof engineKinds)[number];

/**
 * That engine, with one thread for each operation.
 *
 * @throws Error where it cannot be had on this machine, so that no other is measured in its place
 */
export async function openEngine(kind: EngineKind): Promise<Engine> {
  const engine =
    kind === 'wasm'
      ? await loadEngine('wasm')
      : await loadEngine('native', { threads: 1, kernel: kind === 'kernel' });
  if (kind === 'kernel' && !engine.kernel) {
    throw new Error(`the native kernel is missing: ${engine.reason}`);
  }
  return engine;
}
