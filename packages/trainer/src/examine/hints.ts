import type { Config, Hint, Report } from '@twotower/schema';

/** What hints are told from. */
export interface HintFacts {
  readonly config: Config;
  readonly report: Pick<Report, 'verdict' | 'sliceUsers' | 'protocol' | 'curve'>;
  /** Users with positives in training. */
  readonly trainUsers: number;
}

const most = 3;

/**
 * The settings most likely to mend a report whose model is not surely better than its best baseline, the likeliest first, as far as
 * the examination alone can tell: from what is asked, and from which baseline answers best. Nothing was tried for it.
 */
export function hintsOf(facts: HintFacts): Hint[] {
  const { verdict } = facts.report;
  if (!verdict || verdict.outcome === 'better') {
    return [];
  }
  const hints = rules.flatMap((rule) => rule(facts, verdict.baseline) ?? []);
  const firstOfKey = hints.filter(({ key }, h) => hints.findIndex((other) => other.key === key) === h);
  return firstOfKey.slice(0, most).map((hint) => ({ ...hint, source: 'examination' }));
}

type Rule = (facts: HintFacts, best: string) => Omit<Hint, 'source'> | undefined;

const newUsers: Rule = ({ config, report }) => {
  const share = shareOf(report, 'new');
  return share >= 0.5 && config.model.user.useId
    ? {
        key: 'model.user.useId',
        change: 'false',
        expected: `${percent(share)} of the examined users are new: without rows of their own, all users are what they did and what is known of them`,
      }
    : undefined;
};

const coldItems: Rule = ({ config, report }) => {
  const share = shareOf(report, 'cold-items');
  return share >= 0.2 && Object.keys(config.schema.item.features).length === 0
    ? {
        key: 'schema.item.features',
        change: '{ "title": { "kind": "text" } }',
        expected: `${percent(share)} of the examined users took items that training does not know, and only features tell those apart: name columns that your items have`,
      }
    : undefined;
};

const oneLeadsToTheNext: Rule = ({ config }, best) =>
  best === 'transitions' && config.model.history !== 'windows'
    ? hasHistory(config)
      ? {
          key: 'model.history',
          change: '"windows"',
          expected:
            'what comes next follows from the item before it, which windows tell apart from older ones',
        }
      : {
          key: 'schema.user.features',
          change: '{ "recent": { "kind": "history" } }',
          expected: 'what comes next follows from what the user did before, which the model does not see',
        }
    : undefined;

const longHistories: Rule = ({ config, report, trainUsers }) => {
  const perUser = report.protocol.trainEvents / Math.max(1, trainUsers);
  const isOrdered = config.schema.event.time !== undefined || report.protocol.split === 'leave-last-out';
  return perUser >= 20 && isOrdered && hasHistory(config, 'earlier') && config.model.history !== 'windows'
    ? {
        key: 'model.history',
        change: '"windows"',
        expected: `users have ${perUser.toFixed(0)} positives each, in order: windows weigh the last ones apart from all`,
      }
    : undefined;
};

const tastesOfTheDay: Rule = ({ config }, best) =>
  (best === 'popularity' || best === 'recent-popularity') &&
  config.schema.event.time !== undefined &&
  config.training.halfLife === undefined
    ? {
        key: 'training.halfLife',
        change: best === 'popularity' ? '"30d"' : '"7d"',
        expected: `${best} is best: what many take now counts, so let what is new count more in training`,
      }
    : undefined;

const neighbours = ['ease', 'item-knn', 'ials'];

const stillLearning: Rule = ({ config, report }, best) =>
  neighbours.includes(best) && isOfIds(config) && report.curve.length >= config.training.epochs
    ? {
        key: 'training.epochs',
        change: `${3 * config.training.epochs}`,
        expected: `training ended before validation said that it had enough; IDs alone want many epochs`,
      }
    : undefined;

const itemsTogether: Rule = ({ config }, best) =>
  neighbours.includes(best) && isOfIds(config) && !hasHistory(config, 'others')
    ? {
        key: 'schema.user.features',
        change: '{ "history": { "kind": "history", "of": "others" } }',
        expected: `${best} is best on IDs alone: a user as the mean of all own items learns what is taken together`,
      }
    : undefined;

const rules: readonly Rule[] = [
  newUsers,
  coldItems,
  oneLeadsToTheNext,
  tastesOfTheDay,
  stillLearning,
  itemsTogether,
  longHistories,
];

/** Of the examined users, how many a slice has. */
function shareOf({ sliceUsers = {} }: HintFacts['report'], slice: string): number {
  const { known = 0, new: unknown = 0 } = sliceUsers;
  return (sliceUsers[slice] ?? 0) / Math.max(1, known + unknown);
}

function hasHistory({ schema }: Config, of?: 'earlier' | 'others'): boolean {
  return Object.values(schema.user.features).some(
    (feature) => feature.kind === 'history' && (of === undefined || feature.of === of),
  );
}

/** Whether nothing is known of users and items but their IDs and what they did. */
function isOfIds({ schema }: Config): boolean {
  return [...Object.values(schema.user.features), ...Object.values(schema.item.features)].every(
    ({ kind }) => kind === 'history',
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
