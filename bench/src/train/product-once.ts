import { emptyEvents, memoryDataset } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { loadTrainingEngine, runExperiment } from '@twotower/trainer';
import { tell } from '../measure/in-process.ts';
import { median } from '../measure/median.ts';
import { drawPositives, problem } from './problem.ts';

export interface ProductOnce {
  readonly batch: number;
  readonly epochs: number;
}

/** Measures what a training run of the product reports on the problem: batches are ordered, drawn and put together too. */
export async function productOnce({ batch, epochs }: ProductOnce): Promise<void> {
  const { users, items, dim, hidden, temperature, learningRate, positives, seed } = problem;
  const { user, item } = drawPositives(users, items, positives, seed);
  const events = { ...emptyEvents(positives, { context: {} }), user, item };
  events.positive.fill(1);
  events.weight.fill(1);
  events.time.fill(Number.NaN);
  const catalogues = {
    users: { ids: Array.from({ length: users }, (_, u) => `u${u}`), columns: {} },
    items: { ids: Array.from({ length: items }, (_, i) => `i${i}`), columns: {} },
    types: [],
    dictionaries: {},
  };
  const train = memoryDataset({ ...catalogues, events });
  const none = memoryDataset({ ...catalogues, events: emptyEvents(0, events) });
  const layers = { hidden: [hidden], residual: false };
  const config = parseConfig({
    schema: { user: { id: 'user' }, item: { id: 'item' } },
    data: { events: 'drawn' },
    model: { dim, user: layers, item: layers, temperature },
    negatives: [{ kind: 'in-batch' }],
    training: { epochs, batchSize: batch, learningRate },
    evaluation: { baselines: [] },
  });
  const { report } = await runExperiment('test', {
    engine: await loadTrainingEngine('auto', config, { train }),
    config,
    split: { kind: 'none', train, validation: none, test: none },
  });
  // The first epoch compiles and fills caches.
  const rates = report.curve.slice(epochs > 1 ? 1 : 0).map(({ samplesPerSecond }) => samplesPerSecond);
  tell({ samplesPerSecond: median(rates), loss: report.curve[report.curve.length - 1].loss });
}
