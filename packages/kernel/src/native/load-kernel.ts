import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Addon } from './addon.ts';
import type { Kernel } from './kernel.ts';
import { nativeProducts } from './native-products.ts';
import { nativeScan } from './native-scan.ts';

/** The kernel, or why there is none. */
export type LoadedKernel =
  | { readonly kind: 'loaded'; readonly kernel: Kernel }
  | { readonly kind: 'missing'; readonly reason: string };

const require = createRequire(import.meta.url);
const native = new URL('../../native/', import.meta.url);

/** Loads the native kernel where `native/build.mjs` could compile it: optional, as all that it does can be done without. */
export function loadKernel(): LoadedKernel {
  const file = `build/kernel-${process.platform}-${process.arch}.node`;
  try {
    return { kind: 'loaded', kernel: kernelOf(require(fileURLToPath(new URL(file, native)))) };
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
    return {
      kind: 'missing',
      reason: `the native kernel does not load (${line}); install g++ and run: node ${fileURLToPath(new URL('build.mjs', native))}`,
    };
  }
}

function kernelOf(addon: Addon): Kernel {
  const { instructions, instructionSets, use, softmaxLoss, matrixProduct, topItems, addLowerProduct } = addon;
  return {
    ...nativeProducts(addon),
    instructions,
    instructionSets,
    use,
    softmaxLoss,
    matrixProduct,
    topItems,
    scanOf: (vectors, dim, layout) => nativeScan(addon, vectors, dim, layout),
    addLowerProduct,
  };
}
