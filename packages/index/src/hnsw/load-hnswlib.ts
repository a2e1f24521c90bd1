import type { HierarchicalNSW } from 'hnswlib-node';

/** The native graph's constructor, or why there is none. */
export type Hnswlib =
  | { readonly kind: 'loaded'; readonly HierarchicalNSW: typeof HierarchicalNSW }
  | { readonly kind: 'missing'; readonly reason: string; readonly notice: string };

/** Loads hnswlib-node when first asked: it is optional, and native code that may not have built here. */
export async function loadHnswlib(): Promise<Hnswlib> {
  try {
    const { default: hnswlib } = await import('hnswlib-node');
    return { kind: 'loaded', HierarchicalNSW: hnswlib.HierarchicalNSW };
  } catch (error) {
    const reason = `hnswlib-node does not load: ${String((error as Error).message).split('\n')[0]}`;
    return {
      kind: 'missing',
      reason,
      notice: `${reason}; searching exactly instead (install make and g++, then reinstall, for HNSW)`,
    };
  }
}

/** Whether HNSW can be used here, and if not, why. */
export async function hnswAvailable(): Promise<{ readonly available: boolean; readonly reason: string }> {
  const hnswlib = await loadHnswlib();
  return hnswlib.kind === 'loaded'
    ? { available: true, reason: 'hnswlib-node is installed' }
    : { available: false, reason: hnswlib.reason };
}
