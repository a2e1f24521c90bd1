import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readStretches, splitDataset } from '@twotower/data';
import type { Config } from '@twotower/schema';
import { type FolderStore, type LogPosition, openStore } from '@twotower/store';
import { type Engine, loadEngine, train } from '@twotower/trainer';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import { type Foretold, ForetoldBuilder } from './foretold.ts';
import { itemsTaken, positiveBy } from './items-taken.ts';
import { KeptUp, type Upkeep } from './kept-up.ts';
import { type ReplayClock, replay, type Step, stepsOf, type TimedEvent } from './replay.ts';
import { eventsOf, type OpenSet, type ReplaySet } from './replay-set.ts';
import { Served } from './served.ts';
import { type Strategy, views } from './strategies.ts';

/** One strategy on one set. */
export interface Cell {
  readonly set: string;
  readonly strategy: string;
  readonly upkeep: Upkeep;
  readonly terms: Pick<Config, 'prior' | 'calibration'>;
  /** Who had taken something when the replay began. */
  readonly knownUsers: readonly string[];
  /** By the name of a view; those without a prior are absent where scores have none. */
  readonly foretold: Readonly<Record<string, Foretold>>;
}

const hour = 3_600_000;
const day = 24 * hour;
const ITEMS = 'items-on-offer.csv';

/**
 * Replays a set under a strategy. What the set is made of and the bundle that all strategies begin with are made once, in `state`.
 */
export async function replayCell(set: ReplaySet, strategy: Strategy, state: string): Promise<Cell> {
  const engine = await loadEngine('auto');
  const folder = join(resolve(state), set.name);
  const made = join(folder, 'made');
  await once(made, (partial) => set.prepare(partial));
  const open = await set.open(made);
  return inScratchFolder(async (scratch) => {
    // Configs of the sets learn from positives alone.
    const all = await eventsOf(open.config, open.folder, scratch);
    const events = all.filter(positiveBy(open.config.schema));
    const begun = events.filter(({ time }) => time < open.from);
    await once(join(folder, 'begun'), (partial) => trainFirst(engine, open, begun, partial));
    cpSync(join(folder, 'begun'), scratch, { recursive: true });
    const store = await openStore(join(scratch, 'store'));
    try {
      return await replayIn({ engine, set, open, strategy, store, events, folder: scratch });
    } finally {
      await store.close();
    }
  });
}

interface Parts {
  readonly engine: Engine;
  readonly set: ReplaySet;
  readonly open: OpenSet;
  readonly strategy: Strategy;
  readonly store: FolderStore;
  readonly events: readonly TimedEvent[];
  readonly folder: string;
}

async function replayIn({ engine, set, open, strategy, store, events, folder }: Parts): Promise<Cell> {
  const { from, to, catalogue, truth } = open;
  const config = configIn(open, folder);
  const begun = events.filter(({ time }) => time < from);
  const old = new Set(begun.map(({ item }) => item));
  const clock: ReplayClock = { now: from };
  const served = await Served.open(store, clock);
  const keptUp = new KeptUp(engine, store, config, open.folder, strategy);
  const builders = new Map(
    views.filter((view) => served.isDistinct(view)).map((view) => [view, new ForetoldBuilder()]),
  );
  let offered = from;
  let steps = 0;
  await replay(stepsOf(events, { from, to, length: hour }), clock, {
    async begin(step) {
      if (catalogue === undefined) return;
      const fresh = catalogue.since(offered, step.from);
      offered = step.from;
      if (fresh.length === 0) return;
      writeFileSync(join(folder, ITEMS), catalogue.text(step.from));
      for (const { id, record } of fresh) served.putItem(id, record);
    },
    foretell(step) {
      for (const { user, items } of itemsTaken(step.events)) {
        const seen = served.seen(user);
        const wanted = items.filter((item) => !seen.has(item));
        if (wanted.length === 0) continue;
        const best = truth?.best(user, step.from, set.k, seen);
        for (const [view, builder] of builders) {
          const answered = served.recall(view, user, set.k);
          builder.add(user, step.from, answered, wanted, (item) => !old.has(item), best);
        }
      }
    },
    async take({ events: some }: Step) {
      if (some.length > 0) await store.events.append(some);
    },
    async learn(step) {
      steps++;
      const isNight = (step.to - set.nightAt) % day === 0;
      if (isNight || steps % set.incrementEvery === 0) await keptUp.increment();
      if (isNight) await keptUp.night();
      await served.refresh();
    },
  });
  const { prior, calibration } = served.config;
  return {
    set: set.name,
    strategy: strategy.name,
    upkeep: keptUp.upkeep,
    terms: { prior, calibration },
    knownUsers: [...new Set(begun.map(({ user }) => user))],
    foretold: Object.fromEntries([...builders].map(([view, { foretold }]) => [view.name, foretold])),
  };
}

/** The bundle that all strategies begin with, learnt from a store's own event log. */
async function trainFirst(
  engine: Engine,
  open: OpenSet,
  begun: readonly TimedEvent[],
  folder: string,
): Promise<void> {
  if (open.catalogue) writeFileSync(join(folder, ITEMS), open.catalogue.text(open.from));
  const config = configIn(open, folder);
  const store = await openStore(join(folder, 'store'));
  for (let first = 0; first < begun.length; first += 5000) {
    await store.events.append(begun.slice(first, first + 5000));
  }
  const { start, end } = await store.events.extent();
  const read = readStretches<LogPosition>(store.events, config, open.folder, store.folder);
  const { dataset } = await read([{ from: start, to: end }]);
  if (dataset === undefined) throw new Error('nothing happened before the replay begins');
  const newestTime = begun[begun.length - 1].time;
  const { manifest } = await train({
    engine,
    config,
    split: splitDataset(dataset, config.split, 'to-training'),
    store,
    cutOff: { position: end, newestTime, files: [] },
  });
  await store.aliases.set('champion', manifest.id);
  await store.close();
}

/** One thread, and no more examination than choosing needs: the same whoever replays it. */
function configIn({ config, catalogue }: OpenSet, folder: string): Config {
  const { data, training, evaluation } = config;
  return {
    ...config,
    data: { ...data, ...(catalogue && { items: join(folder, ITEMS) }) },
    training: { ...training, workers: 1 },
    evaluation: { ...evaluation, baselines: [] },
    index: { kind: 'exact' },
  };
}

/** Makes a folder whole or not at all, where it is not there. */
async function once(folder: string, make: (partial: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const partial = `${folder}.part`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await make(partial);
  renameSync(partial, folder);
}
