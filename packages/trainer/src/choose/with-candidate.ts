import { type Config, type FeatureConfig, isStated } from '@twotower/schema';
import type { Candidate } from './candidate.ts';

/** The history that users get who have none, where a config says nothing of users' features. */
const plainHistory: Extract<FeatureConfig, { kind: 'history' }> = { kind: 'history', length: 50, of: 'auto' };

/**
 * The config with what a candidate names, wherever the config's author has said nothing of it. Features are the exception: that
 * they may be left out is what is asked.
 *
 * @param stated places of the config file that somebody has written, see `statedKeys`
 */
export function withCandidate(config: Config, candidate: Candidate, stated: ReadonlySet<string>): Config {
  const open = <T extends object>(path: string, changes: T | undefined): Partial<T> =>
    Object.fromEntries(
      Object.entries(changes ?? {}).filter(([key]) => !isStated(stated, `${path}.${key}`)),
    ) as Partial<T>;
  const { loss, negatives, model: { user, item, ...model } = {}, training } = candidate;
  return {
    ...config,
    ...(loss && !isStated(stated, 'loss') && { loss }),
    ...(negatives && !isStated(stated, 'negatives') && { negatives }),
    model: {
      ...config.model,
      ...open('model', model),
      user: { ...config.model.user, ...open('model.user', user) },
      item: { ...config.model.item, ...open('model.item', item) },
    },
    training: { ...config.training, ...open('training', training) },
    schema: withFeatures(config.schema, candidate, stated),
  };
}

function withFeatures(
  schema: Config['schema'],
  { history, without = [] }: Candidate,
  stated: ReadonlySet<string>,
): Config['schema'] {
  const { user, item, context } = schema;
  const isColumn = (feature: FeatureConfig) => feature.kind !== 'history';
  const isLeftOut = (side: 'user' | 'item') => (feature: FeatureConfig) =>
    (without.includes(side) && isColumn(feature)) || (history === 'none' && !isColumn(feature));
  const changed: Record<string, FeatureConfig> = {};
  for (const [name, feature] of Object.entries(user.features)) {
    if (!isLeftOut('user')(feature)) {
      changed[name] = withHistory(feature, history, stated, `schema.user.features.${name}`);
    }
  }
  if (history !== undefined && history !== 'none' && !isStated(stated, 'schema.user.features')) {
    changed.recent ??= { ...plainHistory, ...history };
  }
  return {
    ...schema,
    user: { ...user, features: changed },
    item: {
      ...item,
      features: Object.fromEntries(
        Object.entries(item.features).filter(([, feature]) => !isLeftOut('item')(feature)),
      ),
    },
    context: without.includes('context') ? {} : context,
  };
}

function withHistory(
  feature: FeatureConfig,
  history: Candidate['history'],
  stated: ReadonlySet<string>,
  path: string,
): FeatureConfig {
  if (feature.kind !== 'history' || history === undefined || history === 'none') {
    return feature;
  }
  const { length, of } = history;
  const isOpen = (key: string) => !isStated(stated, `${path}.${key}`);
  return {
    ...feature,
    ...(length !== undefined && isOpen('length') && { length }),
    ...(of !== undefined && isOpen('of') && { of }),
  };
}
