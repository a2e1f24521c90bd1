import { ConfigError, type Foretold } from '@twotower/schema';
import {
  baseOf,
  type FullResult,
  foretell,
  fullUpdate,
  type IncrementalResult,
  incrementalUpdate,
  loadEngine,
  type PublishedDelta,
} from '@twotower/trainer';
import { advise } from '../advice.ts';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { withEventLog } from '../event-log.ts';
import { readSettings } from '../settings.ts';
import { alone } from '../update/alone.ts';
import { updateTools } from '../update/update-tools.ts';
import { findConfig, findStoreFolder, withStore } from '../workplace.ts';

export interface UpdateFlags extends CommonFlags {
  readonly full?: boolean;
  readonly foretell?: boolean;
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
        const { config, read } = tools;
        const foretold = flags.foretell
          ? await foretell(
              { engine: await loadEngine(readSettings().engine), config, store, read },
              log,
              base,
            )
          : undefined;
        const began = performance.now();
        const result = await incrementalUpdate(tools, log, base, ALIAS);
        sayIncrement(result, foretold, (performance.now() - began) / 1000, output);
      }),
    ),
  );
}

function sayIncrement(
  { bundleId, deltaSequence, published }: IncrementalResult,
  foretold: Foretold | undefined,
  seconds: number,
  output: Console,
): void {
  if (published.length === 0) {
    output.result(
      { bundleId, deltaSequence, rows: 0, nothingNew: true },
      `The event log has no positive that ${bundleId} has not learnt; nothing was written`,
    );
    return;
  }
  const sum = (value: (delta: PublishedDelta) => number) =>
    published.reduce((total, delta) => total + value(delta), 0);
  const rows = {
    users: sum(({ manifest }) => manifest.rows.users),
    items: sum(({ manifest }) => manifest.rows.items),
    vectors: sum(({ manifest }) => manifest.rows.vectors),
  };
  const { from } = published[0].manifest;
  const { to } = published[published.length - 1].manifest;
  const positives = sum(({ learnt }) => learnt.positives);
  const heldBack = sum(({ learnt }) => learnt.heldBack);
  const admitted = {
    user: sum(({ learnt }) => learnt.admitted.user),
    item: sum(({ learnt }) => learnt.admitted.item),
  };
  const name = published.length === 1 ? 'Delta' : `${published.length} deltas, up to delta`;
  output.result(
    {
      bundleId,
      deltaSequence,
      deltas: published.length,
      rows: rows.users + rows.items,
      from,
      to,
      positives,
      vectors: rows.vectors,
      admitted,
      heldBack,
      seconds,
      ...(foretold && { foretold }),
    },
    `${name} ${deltaSequence} of ${bundleId}: ${positives} positives from ${from} to ${to}, ` +
      `${rows.users} user rows, ${rows.items} item rows and ${rows.vectors} vectors moved, ` +
      `${admitted.user} users and ${admitted.item} items are new, ${heldBack} rows held back, ${seconds.toFixed(1)} s` +
      (foretold ? `\nForetold before: ${inWords(foretold)}` : ''),
  );
}

function inWords({ users, k, recall, prior, newUsers, newItems, shifts }: Foretold): string {
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const [furthest] = shifts;
  const shift = furthest
    ? `; ${furthest.feature} has shifted the furthest since training, by ${furthest.psi.toFixed(2)}`
    : '';
  return (
    `recall@${k} ${recall.toFixed(4)} of ${users} users, what is popular ${prior.toFixed(4)}; ` +
    `${percent(newUsers)} of the positives of new users, ${percent(newItems)} of new items${shift}`
  );
}

function sayFull(result: FullResult & { readonly runId: string }, output: Console): void {
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
