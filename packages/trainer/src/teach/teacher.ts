import type { StepDiagnosis } from '@twotower/core/train';
import type { RankedLists } from '@twotower/sampling';
import type { EpochRecord } from '@twotower/schema';
import type { Tensors } from '@twotower/store';

/** Teaches one model, pass by pass. Between two passes nothing writes to the model. */
export interface Teacher {
  /**
   * One pass of the feed, by its number.
   *
   * @param mined what the model ranked for each user when the pass began, where negatives are mined
   */
  teach(pass: number, mined: RankedLists | undefined): Promise<TaughtPass>;
  /** What it holds beside the model, see `heldState`. */
  held(): Promise<Tensors>;
  end(): Promise<void>;
}

export interface TaughtPass {
  readonly record: EpochRecord;
  /** Of a first batch of the pass, before it was learnt. */
  readonly diagnosis?: StepDiagnosis;
}
