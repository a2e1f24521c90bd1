/** The sizes of one training step: B users against B items in two towers `inputs -> hidden -> dim`. */
export interface StepSizes {
  readonly batch: number;
  readonly dim: number;
  /** Width of the one hidden layer. */
  readonly hidden: number;
}

/**
 * Floating-point operations of a step's matrix products, a multiply-add counted as two: of each tower `dim x hidden` and
 * `hidden x dim` numbers a record, forward, for the gradient of the weights and for that of the inputs; of the loss the
 * scores, the gradient of the users and that of the items, `batch x batch x dim` each. All else a step does is left out.
 *
 * Example: batch 1024, dim 64, hidden 128: 201M in the towers and 403M in the loss.
 */
export function stepFlops({ batch, dim, hidden }: StepSizes): number {
  const towers = 2 * 3 * 2 * (dim * hidden + hidden * dim) * batch;
  const loss = 3 * 2 * batch * batch * dim;
  return towers + loss;
}
