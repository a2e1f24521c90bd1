import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Kernel } from './kernel.ts';

/** The kernel, or why there is none. */
export type LoadedKernel =
  | { readonly kind: 'loaded'; readonly kernel: Kernel }
  | { readonly kind: 'missing'; readonly reason: string };

const require = createRequire(import.meta.url);
const native = new URL('../native/', import.meta.url);

/** Loads the native kernel where `native/build.mjs` could compile it: optional, as all that it does TensorFlow can do too. */
export function loadKernel(): LoadedKernel {
  const file = `build/kernel-${process.platform}-${process.arch}.node`;
  try {
    return { kind: 'loaded', kernel: require(fileURLToPath(new URL(file, native))) };
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
    return {
      kind: 'missing',
      reason: `the native kernel does not load (${line}); install g++ and run: node ${fileURLToPath(new URL('build.mjs', native))}`,
    };
  }
}
