import { train } from '@twotower/trainer';
import { advise } from '../advice.ts';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { cutOffOf, registerTrained } from '../cut-off.ts';
import { withEventLog } from '../event-log.ts';
import { metricsTable } from '../metrics-table.ts';
import { openTrainingEngine } from '../tensorflow/training-engine.ts';
import { findConfig, findStoreFolder, readLog, withStore } from '../workplace.ts';

export interface TrainFlags extends CommonFlags {
  readonly resume?: boolean;
  readonly promote?: boolean;
}

/** `train`: from scratch on all data with early stopping; writes a bundle, and points `champion` at it on request. */
export async function trainCommand(flags: TrainFlags, output: Console): Promise<void> {
  const loaded = await findConfig(flags);
  const folder = await findStoreFolder(flags, loaded);
  const began = Date.now();
  const { split, summary, readSeconds, warnings } = await readLog(loaded, folder, 'to-training', output);
  const engine = await openTrainingEngine(loaded.config, split, output);
  await withStore(
    folder,
    (store) =>
      withEventLog(store, async (log) => {
        const cutOff = await cutOffOf(log, summary, began, output);
        // What was put while the files were read is newer than they are.
        const changes = await store.changes.version(began);
        const { manifest, report } = await train({
          engine,
          config: loaded.config,
          stated: loaded.stated,
          split,
          readSeconds,
          warnings,
          store,
          cutOff: { ...cutOff, ...(changes > 0 && { changes }) },
          resume: flags.resume,
          onProgress: output.progress,
        });
        await registerTrained(log, manifest);
        if (flags.promote) {
          await store.aliases.set('champion', manifest.id);
        }
        const { metrics, baselines, verdict, hints, timing, index, warnings: told } = report;
        output.result(
          { bundleId: manifest.id, metrics, baselines, verdict, hints, index, timing, warnings: told },
          [
            metricsTable(report, warnings),
            ...(index === undefined
              ? []
              : [`Index ${index.kind}: finds ${index.recall.toFixed(3)} of the best 100 items of a user.`]),
            flags.promote
              ? `Bundle ${manifest.id} is now the champion.`
              : `Bundle ${manifest.id}; serve it with: ${advise(['promote', manifest.id], flags)}`,
          ].join('\n'),
        );
      }),
    'create',
  );
}
