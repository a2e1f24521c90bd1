import { availableParallelism, totalmem } from 'node:os';
import type { Config } from '@twotower/schema';
import { type Engine, type ExampleList, Exhibits, type RunResult, type Split } from '@twotower/trainer';
import { engineWords } from '../engine-words.ts';
import { mainMetric, strongestBaseline } from '../main-metric.ts';
import { valueText } from '../value-text.ts';
import type { PageInput, PageItem, RankedItem } from './page-input.ts';

const exampleUsers = 12;
const listLength = 10;
const historyLength = 8;
/** Characters of an attribute's value. */
const longestValue = 80;

/** What has to watch an experiment's examination so that a page can be made of it. */
export function pageExhibits({ evaluation: { k }, training: { seed } }: Config, split: Split): Exhibits {
  return new Exhibits({
    items: split.train.items.ids.length,
    k: k.includes(20) ? 20 : k[0],
    examples: exampleUsers,
    listLength,
    seed,
  });
}

/** Puts an experiment's page together: what was measured, and what was recommended, in the user's own names. */
export function gatherPage(
  { report, data }: RunResult,
  exhibits: Exhibits,
  { config, split, engine }: { readonly config: Config; readonly split: Split; readonly engine: Engine },
): PageInput {
  const { users } = split.train;
  const item = itemsOf(config, split);
  const ranked = ({ items, hits }: ExampleList): RankedItem[] =>
    Array.from(items, (index, r) => ({ ...item(index), isHit: hits.includes(r + 1) }));
  const main = mainMetric(report.metrics);
  const rival = main === undefined ? undefined : strongestBaseline(report, main)?.name;
  const scorers = ['two-tower', ...Object.keys(report.baselines)];
  return {
    report,
    config,
    machine: {
      engine: engineWords(engine),
      node: process.versions.node,
      cores: availableParallelism(),
      memoryBytes: totalmem(),
    },
    madeAt: new Date(),
    counts: data.counts,
    shown: scorers.map((scorer) => ({ scorer, items: exhibits.shown(scorer) })),
    examples: exhibits.examples().map(({ user, relevant, lists }) => {
      const taken = data.positives.readUsers(user, user + 1).item;
      const model = lists['two-tower'];
      return {
        user: users.ids[user],
        taken: taken.length,
        history: Array.from(taken.slice(-historyLength).reverse(), item),
        model: ranked(model),
        ...(rival !== undefined && { rival: { name: rival, items: ranked(lists[rival]) } }),
        relevant: Array.from(relevant, (index) => {
          const place = model.items.indexOf(index);
          return { ...item(index), ...(place >= 0 && { rank: place + 1 }) };
        }),
      };
    }),
  };
}

/** An item in words: its id and the attributes that the config names. */
function itemsOf({ schema }: Config, { train: { items } }: Split): (index: number) => PageItem {
  const columns = schema.item.attributes.flatMap((name) =>
    Object.hasOwn(items.columns, name) ? [items.columns[name]] : [],
  );
  return (index) => ({
    id: items.ids[index],
    attributes: columns.map((column) => valueText(column[index], longestValue)),
  });
}
