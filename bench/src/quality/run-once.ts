import { loadConfig, readDataset, splitDataset } from '@twotower/data';
import type { Metrics, Report } from '@twotower/schema';
import { loadTrainingEngine, runExperiment } from '@twotower/trainer';
import { datasetsFolder } from '../settings.ts';
import type { Run } from './results.ts';

/**
 * Trains a config of `quality/` with one seed of model and, where it is random, of split, and prints the {@link Run}.
 * It is a process of its own, so that its peak of memory is its own.
 */
export async function runOnce(file: string, seed: number): Promise<void> {
  const started = performance.now();
  const { config } = await loadConfig(file);
  const { dataset } = await readDataset(config, datasetsFolder());
  const readSeconds = (performance.now() - started) / 1000;
  const split = splitDataset(
    dataset,
    config.split?.kind === 'random' ? { ...config.split, seed } : config.split,
  );
  const engine = await loadTrainingEngine('auto', config, split);
  const { report } = await runExperiment('test', {
    engine,
    config: { ...config, training: { ...config.training, seed } },
    split,
    readSeconds,
    onProgress: (progress) => {
      if (progress.kind === 'epoch') {
        const { epoch, loss, metric, seconds } = progress;
        const validation = metric
          ? `, ${metric.name} ${metric.value.toFixed(4)}${metric.best ? ' *' : ''}`
          : '';
        process.stderr.write(
          `    epoch ${epoch}: loss ${loss.toFixed(4)}${validation}, ${seconds.toFixed(1)} s\n`,
        );
      }
    },
  });
  const run = runOf(report, seed, engine.name, (performance.now() - started) / 1000);
  process.stdout.write(`${JSON.stringify(run)}\n`);
}

function runOf(report: Report, seed: number, engine: string, allSeconds: number): Run {
  const {
    protocol,
    metrics,
    baselines,
    intervals,
    baselineSlices = {},
    sliceIntervals = {},
    timing,
  } = report;
  return {
    seed,
    measured: new Date().toISOString().slice(0, 10),
    engine,
    protocol,
    epochs: chosenEpoch(report),
    seconds: {
      read: timing.readSeconds,
      train: timing.trainSeconds,
      evaluate: timing.evaluateSeconds,
      all: allSeconds,
    },
    workers: timing.workers ?? 1,
    peakRssBytes: timing.peakRssBytes,
    metrics,
    baselines,
    intervals: intervals ?? {},
    slices: withoutFeatures(report.slices),
    baselineSlices: Object.fromEntries(
      Object.entries(baselineSlices).map(([name, slices]) => [name, withoutFeatures(slices)]),
    ),
    sliceIntervals,
  };
}

/** The epoch of the best validation figure; the last one where nothing was held out for validation. */
function chosenEpoch({ curve }: Report): number {
  const figure = ({ validation = {} }: Report['curve'][number]): number =>
    validation['ndcg@20'] ?? Object.entries(validation).find(([name]) => name.startsWith('ndcg@'))?.[1] ?? 0;
  return curve.reduce((best, record) => (figure(record) > figure(best) || figure(best) === 0 ? record : best))
    .epoch;
}

function withoutFeatures(slices: Readonly<Record<string, Metrics>>): Record<string, Metrics> {
  return Object.fromEntries(Object.entries(slices).filter(([name]) => !name.includes('=')));
}
