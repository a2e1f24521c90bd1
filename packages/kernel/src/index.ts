export type { Kernel, LowerProduct, MatrixProduct, SoftmaxBatch } from './native/kernel.ts';
export { type LoadedKernel, loadKernel } from './native/load-kernel.ts';
export { plainProducts } from './plain/plain-products.ts';
export { plainRanking } from './plain/plain-ranking.ts';
export { type RankedTop, rankedTop } from './plain/ranked-top.ts';
export { rowScore } from './plain/row-score.ts';
export type {
  AffineGradients,
  AffineLayer,
  Products,
  RowStep,
  RowSums,
  RowTable,
  WeightedRows,
} from './products.ts';
export {
  type PackedScan,
  placesABlock,
  type Ranking,
  type RowLayout,
  type RowScan,
  type RowSearch,
  type TopItems,
} from './ranking.ts';
