import { ConfigError } from '@twotower/schema';
import {
  baseOf,
  type FullResult,
  fullUpdate,
  type IncrementalResult,
  incrementalUpdate,
} from '@twotower/trainer';
import { advise } from '../advice.ts';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { withEventLog } from '../event-log.ts';
import { alone } from '../update/alone.ts';
import { updateTools } from '../update/update-tools.ts';
import { findConfig, findStoreFolder, withStore } from '../workplace.ts';

export interface UpdateFlags extends CommonFlags {
  readonly full?: boolean;
}

const ALIAS = 'champion';

/** `update`: teaches the champion what has come to the event log, and publishes it; with `--full` as a bundle that has to be better. */
export async function updateCommand(flags: UpdateFlags, output: Console): Promise<void> {
  const loaded = await findConfig(flags);
  const folder = await findStoreFolder(flags, loaded);
  await withStore(folder, (store) =>
    alone(store, () =>
      withEventLog(store, async (log) => {
        if (!(await store.aliases.get(ALIAS))) {
          throw new ConfigError(
            `the store ${folder} has no ${ALIAS} to update; run: ${advise(['train', '--promote'], flags)}`,
          );
        }
        const base = await baseOf({ store }, ALIAS);
        const tools = await updateTools(loaded, store, log, base, output);
        if (flags.full) {
          sayFull(await fullUpdate({ tools, log, base, alias: ALIAS }), output);
          return;
        }
        const began = performance.now();
        const result = await incrementalUpdate(tools, log, base, ALIAS);
        sayIncrement(result, (performance.now() - began) / 1000, output);
      }),
    ),
  );
}

function sayIncrement(
  { bundleId, deltaSequence, published }: IncrementalResult,
  seconds: number,
  output: Console,
): void {
  if (published === undefined) {
    output.result(
      { bundleId, deltaSequence, rows: 0, nothingNew: true },
      `The event log has no positive that ${bundleId} has not learnt; nothing was written`,
    );
    return;
  }
  const { manifest, learnt } = published;
  const { rows, from, to } = manifest;
  const { positives, admitted, heldBack } = learnt;
  output.result(
    {
      bundleId,
      deltaSequence,
      rows: rows.users + rows.items,
      from,
      to,
      positives,
      vectors: rows.vectors,
      admitted,
      heldBack,
      seconds,
    },
    `Delta ${deltaSequence} of ${bundleId}: ${positives} positives from ${from} to ${to}, ` +
      `${rows.users} user rows, ${rows.items} item rows and ${rows.vectors} vectors moved, ` +
      `${admitted.user} users and ${admitted.item} items are new, ${heldBack} rows held back, ${seconds.toFixed(1)} s`,
  );
}

function sayFull(result: FullResult, output: Console): void {
  const { kind, bundleId } = result;
  if (kind === 'nothing-new') {
    output.result(
      { bundleId, accepted: false, nothingNew: true },
      `The event log has nothing that ${bundleId} has not learnt; nothing was written`,
    );
    return;
  }
  const { gate, runId } = result;
  const { from, cut, to } = gate.window;
  const learnt = `${gate.trained} positives from ${from} to ${cut} learnt, ${gate.heldOut} up to ${to} held out`;
  if (kind === 'rejected') {
    output.result(
      { bundleId, accepted: false, runId, gate },
      `Rejected: ${gate.reason}. ${learnt}; ${bundleId} stays the champion, and the next window begins where this one did`,
    );
    return;
  }
  const { deltaSequence, admitted, evicted } = result;
  output.result(
    { bundleId, accepted: true, deltaSequence, runId, gate, admitted, evicted },
    `Accepted: ${gate.reason}. ${learnt}; ${admitted.user} users and ${admitted.item} items are new, ` +
      `${evicted.user} users and ${evicted.item} items gave their rows back. ` +
      `Bundle ${bundleId} is the champion, with ${deltaSequence} deltas replayed`,
  );
}
