import { isMissing } from '../missing-words.ts';
import { type ColumnProfile, examplesOf } from './column-profile.ts';
import { isFunctionOf, repeatsOf } from './column-relations.ts';
import { type FeatureInput, inferKind } from './infer-kind.ts';

/** A feature that a column is good for. */
export interface InferredFeature {
  readonly name: string;
  readonly config: FeatureInput;
  readonly column: ColumnProfile;
  /** What in the values speaks for its kind. */
  readonly why: string;
}

/** The features of a side, and what else there was. */
export interface InferredFeatures {
  readonly features: readonly InferredFeature[];
  /** Columns that might have been features, and why they are none. */
  readonly left: readonly { readonly column: ColumnProfile; readonly why: string }[];
}

/**
 * The columns that describe an entity, with the feature kind their values suit: those that have one value for each
 * entity of `ids` and tell entities apart. Where `ids` repeat too seldom to tell, there are none.
 */
export function inferFeatures(ids: ColumnProfile, columns: readonly ColumnProfile[]): InferredFeatures {
  const unique = ids.distinct === ids.values.length;
  if (!unique && repeatsOf(ids) < 1.5) {
    return { features: [], left: [] };
  }
  const features: InferredFeature[] = [];
  const left: { column: ColumnProfile; why: string }[] = [];
  for (const column of columns) {
    if (column.filled === 0 || (!unique && !isFunctionOf(ids.values, column.values))) {
      continue;
    }
    const found = tooPoor(column) ?? inferKind(entitiesOf(ids, column, unique));
    if (typeof found === 'string') {
      left.push({ column, why: found });
    } else {
      const name = featureName(column.name, new Set(features.map((feature) => feature.name)));
      const config = name === column.name ? found.config : withColumn(found.config, column.name);
      features.push({ name, config, column, why: `${found.why}, such as ${examples(column)}` });
    }
  }
  return { features, left };
}

/** Why a column cannot tell entities apart. */
function tooPoor({ filled, values, distinct, topShare }: ColumnProfile): string | undefined {
  if (filled < 0.05 * values.length) {
    return `filled in ${filled} of ${values.length} rows only`;
  }
  return distinct < 2 ? 'always the same' : topShare > 0.99 ? 'nearly always the same' : undefined;
}

/** Of a column in a log the values of each entity's first row: a popular item is one item. */
function entitiesOf(ids: ColumnProfile, column: ColumnProfile, unique: boolean): ColumnProfile {
  if (unique) {
    return column;
  }
  const seen = new Set<unknown>();
  const values = column.values.filter((value, i) => {
    const isNew = !isMissing(value) && !seen.has(ids.values[i]);
    if (isNew) {
      seen.add(ids.values[i]);
    }
    return isNew;
  });
  return { ...column, values, filled: values.length };
}

/** `product.category` is the feature `category`; the names of tables and files take letters, digits and `_` only. */
function featureName(column: string, taken: ReadonlySet<string>): string {
  const safe = (text: string) => text.replace(/[^\p{L}\p{N}_-]+/gu, '_').replace(/^_+|_+$/g, '') || 'feature';
  const short = safe(column.slice(column.lastIndexOf('.') + 1));
  let name = taken.has(short) || short === 'recent' ? safe(column) : short;
  for (let n = 2; taken.has(name) || name === 'recent'; n++) {
    name = `${safe(column)}_${n}`;
  }
  return name;
}

function withColumn(config: FeatureInput, column: string): FeatureInput {
  return config.kind === 'history' ? config : { ...config, column };
}

function examples(column: ColumnProfile): string {
  return examplesOf(column, 2)
    .map((example) => JSON.stringify(example))
    .join(', ');
}
