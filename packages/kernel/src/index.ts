export type { Kernel, LowerProduct, MatrixProduct, SoftmaxBatch, TopItems } from './native/kernel.ts';
export { type LoadedKernel, loadKernel } from './native/load-kernel.ts';
export { plainProducts } from './plain/plain-products.ts';
export type {
  AffineGradients,
  AffineLayer,
  Products,
  RowStep,
  RowSums,
  RowTable,
  WeightedRows,
} from './products.ts';
