import type { Products } from '../products.ts';
import type { Addon } from './addon.ts';

/** The addon's calls as products; nothing is allocated on the way. */
export function nativeProducts(addon: Addon): Products {
  return {
    pool: ({ values, rows: there, dim }, { offsets, rows, weights }, size, out, stride, offset) =>
      addon.pool(offsets, rows, weights, size, dim, stride, offset, there, values, out),
    scatter: ({ rows: there, dim }, { offsets, rows, weights }, size, gradient, stride, offset, into) => {
      const { slots, touchedRows, sums } = into;
      const touched = addon.scatter(
        offsets,
        rows,
        weights,
        size,
        dim,
        stride,
        offset,
        there,
        gradient,
        slots,
        touchedRows,
        sums,
        into.touched,
      );
      if (touched < 0) return -1 - touched;
      into.touched = touched;
      return -1;
    },
    applyRows: ({ values, accumulator, changedAt, stamp, dim }, of, { rate, epsilon, l2 }) => {
      const { slots, touchedRows, sums, touched } = of;
      addon.applyRows(
        values,
        accumulator,
        changedAt,
        stamp[0],
        dim,
        slots,
        touchedRows,
        sums,
        touched,
        rate,
        epsilon,
        l2,
      );
      of.touched = 0;
    },
    adagrad: addon.adagrad,
    affine: ({ inputs, outputs, weights, bias }, x, size, relu, y) =>
      addon.affine(x, size, inputs, weights, bias, outputs, relu ? 1 : 0, y),
    affineBackward: ({ inputs, outputs, weights }, x, size, ofOutputs, gradients, ofInputs) =>
      addon.affineBackward(
        x,
        size,
        inputs,
        weights,
        outputs,
        ofOutputs,
        gradients.weights,
        gradients.bias,
        ofInputs,
      ),
    reluBackward: addon.reluBackward,
    addParts: addon.addParts,
    addToParts: addon.addToParts,
    normalise: addon.normalise,
    normaliseBackward: addon.normaliseBackward,
    multiply: (rows, depth, columns, a, b, out) =>
      addon.matrixProduct({
        rows,
        columns,
        depth,
        a,
        aRow: depth,
        aColumn: 1,
        b,
        bRow: columns,
        out,
        outRow: columns,
        add: 0,
      }),
  };
}
