import { setImmediate, setTimeout } from 'node:timers/promises';
import { seededRandom } from '@twotower/core';
import { RecallEngine } from '@twotower/serving';
import { type DeltaRows, type FolderStore, openStore, positionSchema } from '@twotower/store';
import { type DrawnSizes, drawnBundle } from '../measure/drawn-bundle.ts';
import { tell } from '../measure/in-process.ts';

export interface SwapOnce extends DrawnSizes {
  readonly folder: string;
  readonly callers: number;
  readonly swaps: number;
  /** Rows of users, and of items, in a delta. */
  readonly rows: number;
}

/** Turns of the event loop while something went on. */
export interface Turns {
  readonly recalls: number;
  readonly failed: number;
  /** The longest time between two turns, in milliseconds. */
  readonly longestPause: number;
  /** The longest that a recall took from when it was due, in milliseconds, and what 99 of a hundred took at most. */
  readonly longestRecall: number;
  readonly p99: number;
  /** Of one swap or delta, in milliseconds. */
  readonly each?: number;
}

export interface SwapMeasured {
  readonly alone: Turns;
  readonly bundles: Turns;
  readonly deltas: Turns;
  /** Bytes of the heap and of arrays outside it after the swaps, beside those before. */
  readonly grown: number;
}

/** Milliseconds between two recalls of a caller. */
const every = 20;

/** Swaps bundles and applies deltas under callers, in this process. */
export async function swapOnce(settings: SwapOnce): Promise<void> {
  const { folder, swaps } = settings;
  const store = await openStore(folder);
  const ids: string[] = [];
  for (const seed of [1, 2]) ids.push((await store.bundles.write(await drawnBundle(seed, settings))).id);
  await store.aliases.set('champion', ids[0]);
  const engine = await RecallEngine.open({ store });
  const alone = await under(engine, settings, () => setTimeout(2000));
  const before = bytesHeld();
  const bundles = await under(engine, settings, async () => {
    for (let swap = 1; swap <= swaps; swap++) {
      await store.aliases.set('champion', ids[swap % 2]);
      await engine.refresh();
    }
  });
  const grown = bytesHeld() - before;
  const base = engine.info().bundleId;
  for (let n = 0; n < swaps; n++) await writeDelta(store, base, n, settings);
  const deltas = await under(engine, settings, async () => {
    for (let n = 1; n <= swaps; n++) {
      await store.aliases.set('champion', base, n);
      await engine.refresh();
    }
    await engine.idle();
  });
  await store.close();
  tell({ alone, bundles, deltas, grown } satisfies SwapMeasured);
}

async function under(
  engine: RecallEngine,
  { callers, users, swaps }: SwapOnce,
  work: () => Promise<unknown>,
): Promise<Turns> {
  let isDone = false;
  let failed = 0;
  let longestPause = 0;
  const taken: number[] = [];
  const watch = async () => {
    for (let last = performance.now(); !isDone; ) {
      await setImmediate();
      const now = performance.now();
      longestPause = Math.max(longestPause, now - last);
      last = now;
    }
  };
  const call = async (caller: number) => {
    const random = seededRandom(caller);
    while (!isDone) {
      const due = performance.now() + every;
      await setTimeout(every);
      try {
        engine.recall({ userId: `user-${random.integer(users)}`, k: 100 });
      } catch {
        failed++;
      }
      taken.push(performance.now() - due);
    }
  };
  const others = [watch(), ...Array.from({ length: callers }, (_, caller) => call(caller))];
  const started = performance.now();
  await work();
  const each = (performance.now() - started) / swaps;
  isDone = true;
  await Promise.all(others);
  taken.sort((a, b) => a - b);
  return {
    recalls: taken.length,
    failed,
    longestPause,
    longestRecall: taken.at(-1) ?? 0,
    p99: taken[Math.floor(0.99 * taken.length)] ?? 0,
    each,
  };
}

async function writeDelta(
  store: FolderStore,
  base: string,
  previous: number,
  { rows, dim, items, users }: SwapOnce,
): Promise<void> {
  const random = seededRandom(100 + previous);
  const drawn = (name: string, count: number): DeltaRows => {
    const ids = new Set(Array.from({ length: rows }, () => `${name}-${random.integer(count)}`));
    return {
      ids: [...ids],
      width: dim,
      values: Float32Array.from({ length: ids.size * dim }, () => 0.1 * random.normal()),
    };
  };
  await store.deltas.write({
    base,
    previous,
    from: positionSchema.parse(String(previous)),
    to: positionSchema.parse(String(previous + 1)),
    users: drawn('user', users),
    items: drawn('item', items),
    vectors: drawn('item', items),
    prior: { ids: [], width: 1, values: new Float32Array(0) },
    removed: { users: [], items: [] },
  });
}

function bytesHeld(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
