/** How one whole setting did on one set. */
export interface Tried {
  /** The validation figure after each epoch. */
  readonly curve: readonly number[];
  /** The test figures of the model of the best epoch, which has not learnt the validation part. */
  readonly test: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Set, then setting. */
export type Study = Record<string, Record<string, Tried>>;
