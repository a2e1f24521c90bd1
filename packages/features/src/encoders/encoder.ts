import type { FeatureConfig, FeatureKind } from '@twotower/schema';
import type { BagSink } from '../bag-builder.ts';
import type { RawValue } from '../dataset.ts';
import { writtenFlag } from '../written-flag.ts';
import { writtenNumber } from '../written-number.ts';

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
  encode(value: RawValue, sink: BagSink): void;
}

/** Where the values come from that an encoder is fitted on. */
export interface FitSetting {
  readonly of: 'entity' | 'request';
  /** When the newest event that is learnt from was, in milliseconds since 1970; undefined without times. */
  readonly newest?: () => number | undefined;
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

/** A value as a finite number, what says true as 1 and what says false as 0; undefined where it is missing or neither. */
export function numberOf(value: RawValue): number | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : undefined;
    case 'boolean':
      return value ? 1 : 0;
    case 'string': {
      const number = writtenNumber(value) ?? writtenFlag(value);
      return number === undefined ? undefined : Number(number);
    }
    default:
      return undefined;
  }
}

export function isList(value: RawValue): value is readonly RawValue[] {
  return Array.isArray(value);
}
