import type { Random } from '@twotower/core';
import type { Config, FeatureConfig } from '@twotower/schema';
import { choice, type Setting } from './setting.ts';

const sides = ['user', 'item', 'context'] as const;
type Side = (typeof sides)[number];

/** Which features enter the towers, and what a history is of. */
export const featureSettings: readonly Setting[] = [
  {
    name: 'features',
    applies: () => true,
    value: (config) =>
      placesOf(config)
        .map(([side, name]) => `${side}.${name}`)
        .join('+') || 'none',
    draw: leaveOut,
    edgeOf: () => undefined,
  },
  choice(
    {
      name: 'items of',
      applies: (config) => Object.values(config.schema.user.features).some(({ kind }) => kind === 'history'),
      read: historyOf,
      write: withHistoryOf,
    },
    ['earlier', 'others'],
  ),
];

/** Every feature of a column. */
function placesOf({ schema }: Config): (readonly [Side, string])[] {
  const { user, item, context } = schema;
  const of = { user: user.features, item: item.features, context };
  return sides.flatMap((side) =>
    Object.entries<FeatureConfig>(of[side])
      .filter(([, { kind }]) => kind !== 'history')
      .map(([name]) => [side, name] as const),
  );
}

/** Without all features, those of one side, or one of them. */
function leaveOut(config: Config, random: Random): Config {
  const places = placesOf(config);
  if (places.length === 0) {
    return config;
  }
  const [side, name] = places[random.integer(places.length)];
  const isLeft = [
    () => false,
    (place: readonly [Side, string]) => place[0] !== side,
    (place: readonly [Side, string]) => place[0] !== side || place[1] !== name,
  ][random.integer(3)];
  const left = places.filter(isLeft);
  const kept = <T extends FeatureConfig>(of: Side, features: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(features).filter(
        ([feature, { kind }]) => kind === 'history' || left.some(([s, n]) => s === of && n === feature),
      ),
    );
  const { user, item, context } = config.schema;
  return {
    ...config,
    schema: {
      ...config.schema,
      user: { ...user, features: kept('user', user.features) },
      item: { ...item, features: kept('item', item.features) },
      context: kept('context', context),
    },
  };
}

function historyOf({ schema }: Config): string | undefined {
  const history = Object.values(schema.user.features).find(({ kind }) => kind === 'history');
  return history?.kind === 'history' ? history.of : undefined;
}

function withHistoryOf(config: Config, of: 'earlier' | 'others'): Config {
  const { user } = config.schema;
  const features = Object.fromEntries(
    Object.entries(user.features).map(([name, feature]) => [
      name,
      feature.kind === 'history' ? { ...feature, of } : feature,
    ]),
  );
  return { ...config, schema: { ...config.schema, user: { ...user, features } } };
}
