import type { RawValue } from '@twotower/features';
import type { ColumnProfile } from './column-profile.ts';
import type { FeatureInput } from './infer-kind.ts';

/** A feature that a column is good for. */
export interface InferredFeature {
  readonly name: string;
  readonly config: FeatureInput;
  readonly column: ColumnProfile;
  /** `[entities]` */
  readonly values: readonly RawValue[];
  /** What in the values speaks for its kind. */
  readonly why: string;
}

/** A column that might have been a feature, and why it is none. */
export interface LeftColumn {
  readonly column: ColumnProfile;
  readonly why: string;
  /** Whether a person may want to see it all the same. */
  readonly shown?: boolean;
}

/** The features of a side, and what else there was. */
export interface InferredFeatures {
  readonly features: readonly InferredFeature[];
  readonly left: readonly LeftColumn[];
}
