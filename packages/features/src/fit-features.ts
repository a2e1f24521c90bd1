import type { ColumnFeatureConfig, Config, FeatureConfig } from '@twotower/schema';
import { type Catalogues, columnOf, type Entities, type RawValue } from './dataset.ts';
import { fitEncoder } from './encoders/kinds.ts';
import { FeaturesError, naming } from './error.ts';
import {
  assemble,
  type Encoder,
  type FittedFeatures,
  type FittedSide,
  type HistoryInput,
  placeEncoder,
  towerInputs,
} from './fitted-features.ts';
import { IdRows } from './id-rows.ts';
import type { TimeForms } from './times/time-form.ts';

export interface FittingData {
  readonly users: Entities;
  readonly items: Entities;
  /** `[entities]`, 1 for those with a training positive: only they get an ID row and shape the statistics. */
  readonly trainUsers: Uint8Array;
  readonly trainItems: Uint8Array;
  /** Whether users have rows of their own; without, row 0 stands for all of them. Default yes. */
  readonly userIds?: boolean;
  /** Whether a history is read as windows of 1, 2, 4, ... items, each an input of its own. Default no. */
  readonly windows?: boolean;
  /** When the newest training positive was, in milliseconds since 1970; undefined without times. Asked where dates are read. */
  readonly newest?: () => number | undefined;
  /**
   * Column of the context to its values in the training part, equal ones as often as they occur. Each is called once a
   * feature that reads the column; a column without one counts as missing throughout.
   */
  readonly context?: Readonly<Record<string, () => Iterable<RawValue>>>;
  /** How times are written, so that requests are read alike. */
  readonly timeForms?: Catalogues['timeForms'];
}

/**
 * Fits vocabularies and statistics on the training part: equal data give equal features. A column that the entities lack
 * counts as missing throughout.
 *
 * @throws FeaturesError naming the feature, where the item side has a history, and where all
 * vectors of a feature are of another dimension than its `dim`
 */
export function fitFeatures(schema: Config['schema'], data: FittingData): FittedFeatures {
  const { users: userForms, items: itemForms, context: contextForms } = data.timeForms ?? {};
  const context = fitContext(schema.context, data.context, contextForms);
  return assemble(
    fitSide('user', schema.user.features, data.users, data.trainUsers, {
      ...data,
      context,
      forms: userForms,
    }),
    fitSide('item', schema.item.features, data.items, data.trainItems, {
      newest: data.newest,
      context: [],
      forms: itemForms,
    }),
  );
}

interface SideOptions extends Pick<FittingData, 'userIds' | 'windows' | 'newest'> {
  readonly context: readonly Encoder[];
  readonly forms: TimeForms | undefined;
}

function fitSide(
  side: FittedSide['side'],
  features: Config['schema']['user']['features'],
  entities: Entities,
  trained: Uint8Array,
  { context, forms, newest, userIds = true, windows = false }: SideOptions,
): FittedSide {
  const encoders: Encoder[] = [];
  const histories: HistoryInput[] = [];
  for (const [feature, config] of Object.entries(features)) {
    if (config.kind === 'history') {
      requireUser(side, feature);
      histories.push(...historyInputs(feature, config, windows));
      continue;
    }
    const column = config.column ?? feature;
    const values = trainingValues(columnOf(entities, column), trained);
    const fitted = naming(`schema.${side}.features.${feature}`, () =>
      fitEncoder(config, values, { of: 'entity', newest, form: formOf(forms, column) }),
    );
    encoders.push(placeEncoder(side, feature, column, fitted));
  }
  return {
    side,
    inputs: towerInputs({ side, encoders, histories, context }),
    ids: IdRows.from(userIds ? entities.ids.filter((_, i) => trained[i] === 1) : []),
    encoders,
    histories,
    context,
  };
}

function fitContext(
  features: Readonly<Record<string, ColumnFeatureConfig>>,
  values: FittingData['context'] = {},
  forms?: TimeForms,
): Encoder[] {
  return Object.entries(features).map(([feature, config]) => {
    const column = config.column ?? feature;
    const read = Object.hasOwn(values, column) ? values[column]() : [];
    const fitted = naming(`schema.context.${feature}`, () =>
      fitEncoder(config, read, { of: 'request', form: formOf(forms, column) }),
    );
    return placeEncoder('context', feature, column, fitted);
  });
}

function formOf(forms: TimeForms | undefined, column: string) {
  return forms !== undefined && Object.hasOwn(forms, column) ? forms[column] : undefined;
}

function* trainingValues(values: readonly RawValue[] | undefined, trained: Uint8Array): Generator<RawValue> {
  for (let i = 0; values !== undefined && i < values.length; i++) {
    if (trained[i] === 1) {
      yield values[i];
    }
  }
}

/** One input, or one for each of the last 1, 2, 4, ... and `length` items. */
function historyInputs(
  feature: string,
  { length, of: asked }: Extract<FeatureConfig, { kind: 'history' }>,
  windows: boolean,
): HistoryInput[] {
  // Whoever knows the log has settled `auto` before.
  const of = asked === 'auto' ? 'earlier' : asked;
  if (!windows || of === 'others') {
    return [{ feature, length, of }];
  }
  const lengths = Array.from({ length: Math.ceil(Math.log2(length)) }, (_, power) => 2 ** power);
  return [...lengths, length].map((last) => ({ feature: `${feature}.${last}`, length: last, of }));
}

function requireUser(side: FittedSide['side'], feature: string): void {
  if (side === 'item') {
    throw new FeaturesError(
      `schema.item.features.${feature}: items have no history; move it to schema.user.features`,
    );
  }
}
