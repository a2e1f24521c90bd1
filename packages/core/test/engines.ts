import type { Engine } from '../src/train/index.ts';
import { loadEngine } from '../src/train/index.ts';

/** Every engine that loads here; says on stderr why native does not. */
export async function loadableEngines(): Promise<Engine[]> {
  const engines: Engine[] = [];
  try {
    engines.push(await loadEngine('native'));
  } catch (error) {
    console.warn(`skipping native: ${error instanceof Error ? error.message : error}`);
  }
  engines.push(await loadEngine('wasm'));
  return engines;
}
