import type { Engine } from '../src/train/index.ts';
import { loadEngine } from '../src/train/index.ts';

/** Every engine that loads here, the native kernel apart; says on stderr what does not. */
export async function loadableEngines(): Promise<{ name: string; engine: Engine }[]> {
  const engines: { name: string; engine: Engine }[] = [];
  const withKernel = await loadEngine('auto');
  if (withKernel.kernel)
    engines.push({ name: `kernel ${withKernel.kernel.instructions}`, engine: withKernel });
  else console.warn(`skipping the kernel: ${withKernel.reason}`);
  try {
    engines.push({ name: 'native', engine: await loadEngine('native', { kernel: false }) });
  } catch (error) {
    console.warn(`skipping native: ${error instanceof Error ? error.message : error}`);
  }
  engines.push({ name: 'wasm', engine: await loadEngine('wasm') });
  return engines;
}
