import { isMissing } from '../missing-words.ts';
import { aggregateReason } from './aggregate.ts';
import type { Behaviour } from './behaviour.ts';
import { chooseTexts } from './choose-texts.ts';
import { type ColumnProfile, examplesOf } from './column-profile.ts';
import { isFunctionOf, repeatsOf } from './column-relations.ts';
import { entitiesOf } from './entity-values.ts';
import { identifierReason, numberingReason } from './identifier.ts';
import { type FeatureInput, type InferredKind, inferKind } from './infer-kind.ts';
import type { InferredFeature, InferredFeatures, LeftColumn } from './inferred-features.ts';
import { leaveTwins } from './twin-columns.ts';

/**
 * The columns that describe an entity, with the feature kind their values suit: those that have one value for each
 * entity of `ids` and say of one what may hold for others. Identifiers, aggregates of behaviour, long texts and columns that
 * say the same again are left out. Where `ids` repeat too seldom to tell, there are none.
 *
 * @param behaviour what the log says of the entities
 */
export function inferFeatures(
  side: 'user' | 'item',
  ids: ColumnProfile,
  columns: readonly ColumnProfile[],
  behaviour: Behaviour,
): InferredFeatures {
  const unique = ids.distinct === ids.values.length;
  if (!unique && repeatsOf(ids) < 1.5) {
    return { features: [], left: [] };
  }
  const entities = entitiesOf(ids);
  const features: InferredFeature[] = [];
  const left: LeftColumn[] = [];
  for (const column of columns) {
    if (!unique && (column.filled === 0 || !isFunctionOf(ids.values, column.values))) {
      continue;
    }
    const own = entities.of(column);
    const found =
      tooPoor(column) ??
      identifierReason(own) ??
      aggregateReason(side, entities.ids, own, behaviour) ??
      numberingReason(own) ??
      namesPeople(side, inferKind(own));
    if (typeof found === 'string') {
      left.push({ column, why: found });
    } else {
      const name = featureName(column.name, new Set(features.map((feature) => feature.name)));
      const config = name === column.name ? found.config : withColumn(found.config, column.name);
      const why = `${found.why}, such as ${examples(column)}`;
      features.push({ name, config, column, values: own.values, why });
    }
  }
  return leaveTwins(chooseTexts({ features, left }));
}

/** Why a column cannot tell entities apart. */
function tooPoor({ values, distinct, topShare }: ColumnProfile): string | undefined {
  const there = values.filter((value) => !isMissing(value)).length;
  if (there < 0.05 * values.length) {
    return there === 0 ? 'empty' : `filled in ${there} of ${values.length} rows only`;
  }
  return distinct < 2 ? 'always the same' : topShare > 0.99 ? 'nearly always the same' : undefined;
}

/** A text of its own for each user is a name or a profile: it says who somebody is, and no other is alike. */
function namesPeople(side: 'user' | 'item', found: InferredKind | string): InferredKind | string {
  return side === 'user' && typeof found !== 'string' && found.config.kind === 'text'
    ? 'a text of its own for each user'
    : found;
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
