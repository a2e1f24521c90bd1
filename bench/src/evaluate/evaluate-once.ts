import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createModel } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import { evaluate, modelScorer, positivesFrom, type ScoredEntities, type Scorer } from '@twotower/trainer';
import { tell } from '../measure/in-process.ts';
import { readWorld, type WorldSizes } from './drawn-world.ts';

export interface EvaluateOnce {
  readonly folder: string;
  readonly sizes: WorldSizes;
  readonly k: number;
  readonly kernel: boolean;
}

export interface Evaluated {
  readonly seconds: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Measures a full evaluation of a model that holds the world's vectors; with the kernel its rankings go to the file `ours`. */
export async function evaluateOnce({ folder, sizes, k, kernel }: EvaluateOnce): Promise<void> {
  const { users, items, dim, seen } = sizes;
  const world = readWorld(folder);
  const engine = await loadEngine('native', { kernel });
  if (kernel && !engine.kernel) {
    throw new Error(`the native kernel is missing: ${engine.reason}`);
  }
  const tower = (side: string) => ({ inputs: [{ feature: 'id', table: `${side}-ids` }], hidden: [] });
  const model = createModel({
    dim,
    tables: [
      { name: 'user-ids', rows: users + 1 },
      { name: 'item-ids', rows: items + 1 },
    ],
    user: tower('user'),
    item: tower('item'),
    seed: 1,
  });
  model.tables.get('user-ids')?.values.set(world.users, dim);
  model.tables.get('item-ids')?.values.set(world.items, dim);
  const side = (count: number) => ({
    idRows: Int32Array.from({ length: count }, (_, row) => row + 1),
    features: 0,
    records: { offsets: new Int32Array(1), rows: new Int32Array(0), weights: new Float32Array(0) },
    histories: [],
    contextFeatures: 0,
  });
  const entities: ScoredEntities = {
    items,
    encodedUsers: side(users),
    encodedItems: side(items),
    encodedContext: { encoders: [], bags: [] },
    counts: new Float64Array(items),
  };
  const rows = Array.from({ length: users }, (_, u) => u);
  const examination = {
    items,
    k: [k],
    seen: 'mask' as const,
    train: positivesFrom(rows.map((u) => [...world.seen.subarray(u * seen, (u + 1) * seen)])),
    test: positivesFrom(rows.map((u) => [world.sought[u]])),
    counts: new Float64Array(items),
    userGroupings: [],
    itemGroupings: [],
  };
  const rankings = new Int32Array(users * k);

  const started = performance.now();
  const scorer = modelScorer(engine, model, entities);
  const { metrics } = evaluate(recording(scorer, rankings, k), examination);
  const seconds = (performance.now() - started) / 1000;

  if (kernel) {
    writeFileSync(join(folder, 'ours'), rankings);
  }
  tell({ seconds, metrics } satisfies Evaluated);
}

/** The same scorer, whose rankings are kept: `[users, k]`. */
function recording(scorer: Scorer, rankings: Int32Array, k: number): Scorer {
  const { top } = scorer;
  return {
    score: scorer.score,
    ...(top && {
      top(group, masked, length, out) {
        top(group, masked, length, out);
        group.users.forEach((user, r) => {
          rankings.set(out.subarray(r * length, r * length + k), user * k);
        });
      },
    }),
  };
}
