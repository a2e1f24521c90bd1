import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { readDataset } from '@twotower/data';
import { emptyEvents, memoryDataset } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { RecallEngine } from '@twotower/serving';
import { openStore, type Store } from '@twotower/store';
import { baseOf, incrementalUpdate, loadEngine, towerLearner, train } from '@twotower/trainer';
import { cpuSince } from '../measure/cpu-time.ts';
import { tell } from '../measure/in-process.ts';
import { readFromLog } from './read-from-log.ts';
import { drawnLog, groupOf, type LogEvent, type LogSizes } from './update-log.ts';

export interface UpdateOnce extends LogSizes {
  readonly folder: string;
}

export interface UpdateMeasured {
  /** Seconds, of which the first four are parts of the whole. */
  readonly append: number;
  readonly log: number;
  readonly train: number;
  readonly publish: number;
  readonly whole: number;
  /** Of the processor in that time, in which other processes' work does not count. */
  readonly cpu: number;
  /** Seconds of a server that looks up its alias, and the longest that its event loop stood still then, in milliseconds. */
  readonly apply: number;
  readonly longestPause: number;
  /** The most that the processor worked between two turns of that loop, in milliseconds. */
  readonly longestTurn: number;
  readonly deltas: number;
  readonly bytes: number;
  readonly rows: Readonly<Record<'users' | 'items' | 'vectors' | 'prior', number>>;
}

/** Trains a bundle, appends events, and measures what the update of them takes until a server has it, in this process. */
export async function updateOnce(settings: UpdateOnce): Promise<void> {
  const { folder, items } = settings;
  const config = parseConfig({
    schema: {
      user: { id: 'user', features: { recent: { kind: 'history', length: 20, of: 'earlier' } } },
      item: { id: 'item', features: { group: { kind: 'categorical' } } },
      event: { time: 'time', type: 'type' },
    },
    data: { events: 'log.csv', items: 'items.csv', repeats: 'keep', rejects: { atMost: 1 } },
    model: { dim: 32 },
    training: { epochs: 1, workers: 1 },
    evaluation: { baselines: [], seen: 'keep' },
    calibration: 'none',
  });
  const { before, after } = drawnLog(settings);
  writeFileSync(
    join(folder, 'items.csv'),
    `item,group\n${Array.from({ length: items }, (_, i) => `item-${i},${groupOf(i)}`).join('\n')}\n`,
  );
  writeFileSync(
    join(folder, 'log.csv'),
    `user,item,type,time\n${before.map((event) => `${event.user},${event.item},click,${event.time}`).join('\n')}\n`,
  );
  const store = await openStore(join(folder, '.twotower'));
  const engine = await loadEngine('auto');
  const { dataset } = await readDataset(config, folder, { scratch: store.folder });
  const none = memoryDataset({ ...dataset, events: emptyEvents(0, { context: {} }) });
  const { manifest } = await train({
    engine,
    config,
    split: { kind: 'none', train: dataset, validation: none, test: none },
    store,
    cutOff: {
      position: (await store.events.extent()).end,
      newestTime: before[before.length - 1].time,
      files: [],
    },
  });
  await store.aliases.set('champion', manifest.id);
  const server = await RecallEngine.open({ store, events: store.events, changes: store.changes });

  const append = await seconds(() => appendAll(store, after));
  await server.refresh();
  const parts = new Stopwatches();
  const { champion, published, whole, cpu } = await update();
  const { longestPause, longestTurn, apply } = await applied(server);
  if (server.info().deltaSequence !== published) throw new Error(server.behind ?? 'the delta is not served');
  const deltas = (await store.deltas.list(champion)).flatMap(({ manifest: of }) => of ?? []);
  await store.close();
  const rows = (of: 'users' | 'items' | 'vectors' | 'prior') =>
    deltas.reduce((sum, delta) => sum + delta.rows[of], 0);
  const { log, publish } = parts.seconds;
  const measured: UpdateMeasured = {
    append,
    log,
    train: whole - log - publish,
    publish,
    whole,
    cpu,
    apply,
    longestPause,
    longestTurn,
    deltas: deltas.length,
    bytes: deltas.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes, 0),
    rows: { users: rows('users'), items: rows('items'), vectors: rows('vectors'), prior: rows('prior') },
  };
  tell(measured);

  async function update() {
    const timed: Store = {
      ...store,
      deltas: { ...store.deltas, write: parts.of('publish', store.deltas.write) },
      checkpoints: { ...store.checkpoints, save: parts.of('publish', store.checkpoints.save) },
      aliases: { ...store.aliases, set: parts.of('publish', store.aliases.set) },
    };
    const base = await baseOf({ store }, 'champion');
    const tools = {
      learner: towerLearner(engine),
      config,
      store: timed,
      read: parts.of('log', readFromLog(store.events, config, folder, store.folder)),
    };
    const [started, before] = [performance.now(), process.cpuUsage()];
    const { bundleId, deltaSequence } = await incrementalUpdate(tools, store.events, base, 'champion');
    const cpu = cpuSince(before) / 1000;
    const whole = (performance.now() - started) / 1000;
    return { champion: bundleId, published: deltaSequence, whole, cpu };
  }
}

async function appendAll({ events }: Store, all: readonly LogEvent[]): Promise<void> {
  for (let start = 0; start < all.length; start += 1000) {
    await events.append(all.slice(start, start + 1000).map((event, e) => ({ ...event, id: `${start + e}` })));
  }
}

/** Lets a server take up what its alias points at by now. */
async function applied(
  server: RecallEngine,
): Promise<Pick<UpdateMeasured, 'apply' | 'longestPause' | 'longestTurn'>> {
  let [longestPause, longestTurn] = [0, 0];
  let done = false;
  const watch = (async () => {
    for (let [last, worked] = [performance.now(), process.cpuUsage()]; !done; ) {
      await setImmediate();
      const turn = cpuSince(worked);
      longestPause = Math.max(longestPause, performance.now() - last);
      longestTurn = Math.max(longestTurn, turn);
      [last, worked] = [performance.now(), process.cpuUsage()];
    }
  })();
  const apply = await seconds(() => server.refresh());
  done = true;
  await watch;
  return { apply, longestPause, longestTurn };
}

async function seconds(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await task();
  return (performance.now() - started) / 1000;
}

/** Adds up the seconds that calls of a part took. */
class Stopwatches {
  readonly seconds = { log: 0, publish: 0 };

  of<Words extends unknown[], Answer>(
    part: 'log' | 'publish',
    call: (...words: Words) => Promise<Answer>,
  ): (...words: Words) => Promise<Answer> {
    return async (...words) => {
      const started = performance.now();
      try {
        return await call(...words);
      } finally {
        this.seconds[part] += (performance.now() - started) / 1000;
      }
    };
  }
}
