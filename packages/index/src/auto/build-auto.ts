import { ExactIndex } from '../exact/exact-index.ts';
import { buildHnsw } from '../hnsw/build-hnsw.ts';
import { loadHnswlib } from '../hnsw/load-hnswlib.ts';
import type { IndexOptions, VectorIndex } from '../vector-index.ts';
import { measureRecall } from './measure-recall.ts';

/** Below this, looking at every vector takes a few milliseconds and finds all of them. */
const EXACT_UP_TO = 50_000;
const EF_STEPS = [100, 200, 400, 800, 1600];

/**
 * Exact for small catalogues; above, a graph whose `ef` rises until its measured recall of the best 100 reaches
 * `targetRecall`. A target that no `ef` reaches, and a machine without hnswlib-node, get the exact index.
 */
export async function buildAuto(
  vectors: Float32Array,
  dim: number,
  targetRecall: number,
  { bias, exactUpTo = EXACT_UP_TO, onNotice }: IndexOptions,
): Promise<VectorIndex> {
  const exact = new ExactIndex(vectors, dim, bias);
  if (exact.size <= exactUpTo) return exact;
  const hnswlib = await loadHnswlib();
  if (hnswlib.kind === 'missing') {
    onNotice?.(hnswlib.notice);
    return exact;
  }
  const graph = await buildHnsw(hnswlib.HierarchicalNSW, { vectors, bias }, dim, {
    m: 16,
    efConstruction: 200,
    ef: EF_STEPS[0],
  });
  const answers = EF_STEPS.map((ef) => graph.withEf(ef));
  const found = answers.find((index) => measureRecall(index, exact, vectors) >= targetRecall);
  if (!found) {
    onNotice?.(
      `HNSW stays below recall ${targetRecall} with ef ${EF_STEPS.at(-1)}; searching exactly instead (lower index.targetRecall for speed)`,
    );
  }
  return found ?? exact;
}
