import type { FeatureConfig, FeatureKind } from '@twotower/schema';
import type { BagSink } from '../bag-builder.ts';
import type { RawValue } from '../dataset.ts';
import type { TimeForm } from '../times/time-form.ts';

/** A feature kind that reads a column; `history` reads behaviour and has no encoder. */
export type ColumnKind = Exclude<FeatureKind, 'history'>;
export type ConfigOf<Kind extends FeatureKind> = Extract<FeatureConfig, { kind: Kind }>;

/** What a fitted encoder is made of: plain JSON, saved in the bundle. */
export type EncoderState = { readonly kind: ColumnKind } & Readonly<Record<string, unknown>>;

/** From one raw value to rows and weights of the feature's table; a missing or unusable value is row 0. */
export interface ValueEncoder {
  /** Rows the table needs, row 0 included. */
  readonly rows: number;
  readonly state: EncoderState;
  /** How the times of its column are written, where the encoder reads times and the column left something open. */
  readonly form?: TimeForm;
  encode(value: RawValue, sink: BagSink): void;
}

/** Where the values come from that an encoder is fitted on. */
export interface FitSetting {
  readonly of: 'entity' | 'request';
  /** When the newest event that is learnt from was, in milliseconds since 1970; undefined without times. */
  readonly newest?: () => number | undefined;
  /** How the times of the column are written, where it left something open. */
  readonly form?: TimeForm;
}

/** One feature kind: fitted on training values, or opened again from its state. */
export interface EncoderKind<Kind extends ColumnKind> {
  /**
   * Reads the values once, one after the other, and holds the distinct ones or their numbers.
   *
   * @throws FeaturesError where no value can ever be used under this config
   */
  fit(config: ConfigOf<Kind>, trainingValues: Iterable<RawValue>, setting: FitSetting): ValueEncoder;
  /** @throws FeaturesError where the state is not one that `fit` gave */
  open(state: unknown): ValueEncoder;
}

/** A value as text, so that 7 in a file and '7' in a request are the same; undefined where it is missing. */
export function textOf(value: RawValue): string | undefined {
  switch (typeof value) {
    case 'string':
      return value === '' ? undefined : value;
    case 'number':
      return Number.isNaN(value) ? undefined : String(value);
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}

export function isList(value: RawValue): value is readonly RawValue[] {
  return Array.isArray(value);
}
