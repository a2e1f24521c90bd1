import { type BinaryOptions, binaryLoss } from './binary-loss.ts';
import { type BslOptions, bslLoss } from './bsl-loss.ts';
import { type CclOptions, cclLoss } from './ccl-loss.ts';
import type { Loss } from './loss.ts';
import { refinedSoftmaxLoss } from './refined-softmax-loss.ts';
import { softmaxLoss } from './softmax-loss.ts';
import { type TripletHingeOptions, tripletHingeLoss } from './triplet-hinge-loss.ts';
import { type TripletLogisticOptions, tripletLogisticLoss } from './triplet-logistic-loss.ts';

/** Which loss, by its kind. */
export type LossOptions =
  | { readonly kind: 'softmax'; readonly logQForm?: 'plain' | 'refined' }
  | ({ readonly kind: 'bsl' } & BslOptions)
  | ({ readonly kind: 'ccl' } & CclOptions)
  | ({ readonly kind: 'binary' } & BinaryOptions)
  | ({ readonly kind: 'triplet-hinge' } & TripletHingeOptions)
  | ({ readonly kind: 'triplet-logistic' } & TripletLogisticOptions)
  | { readonly kind: 'custom'; readonly loss: Loss };

/** The function of that kind. Throws `CoreError` for an option out of its range. */
export function createLoss(options: LossOptions): Loss {
  switch (options.kind) {
    case 'softmax':
      return options.logQForm === 'refined' ? refinedSoftmaxLoss : softmaxLoss;
    case 'bsl':
      return bslLoss(options);
    case 'ccl':
      return cclLoss(options);
    case 'binary':
      return binaryLoss(options);
    case 'triplet-hinge':
      return tripletHingeLoss(options);
    case 'triplet-logistic':
      return tripletLogisticLoss(options);
    case 'custom':
      return options.loss;
  }
}
