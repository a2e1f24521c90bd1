import type { Products } from '../products.ts';
import { adagrad } from './adagrad.ts';
import { addParts, addToParts, affine, affineBackward, multiply, reluBackward } from './layers.ts';
import { normalise, normaliseBackward } from './normalise.ts';
import { applyRows, pool, scatter } from './rows.ts';

/** In TypeScript, wherever there is no kernel: a browser, a machine without a compiler, a server of single requests. */
export const plainProducts: Products = {
  pool,
  scatter,
  applyRows,
  adagrad,
  affine,
  affineBackward,
  reluBackward,
  addParts,
  addToParts,
  normalise,
  normaliseBackward,
  multiply,
};
