import { type GateDecision, publishedConfig, type Report } from '@twotower/schema';
import type { EventLog } from '@twotower/store';
import type { BaseBundle } from '../base-bundle.ts';
import { believedTime } from '../believed-time.ts';
import { taughtOf } from '../new-weights.ts';
import { putSince } from '../put-entities.ts';
import type { Notch } from '../read-log.ts';
import { replayOn } from '../replay-on.ts';
import { deltasOf, type UpdateTools } from '../resume-increment.ts';
import type { Side } from '../waiting-ids.ts';
import { chooseCut, leastHeldOut } from './choose-cut.ts';
import { decide } from './decide.ts';
import { boundariesAfter, deltasUpTo, readWindow } from './log-window.ts';
import { nightData } from './night-data.ts';
import { renewedLearner } from './renewed-learner.ts';
import { servedAt } from './served-at.ts';
import { offsetsOfPositives, windowEvents } from './window-events.ts';
import { withoutUsers } from './without-users.ts';
import { writeFull } from './write-full.ts';

/** What a full update came to. */
export type FullResult =
  | { readonly kind: 'nothing-new'; readonly bundleId: string }
  | {
      readonly kind: 'rejected';
      /** The champion, which stays. */
      readonly bundleId: string;
      readonly gate: GateDecision;
    }
  | {
      readonly kind: 'accepted';
      readonly bundleId: string;
      /** Deltas that were replayed on it. */
      readonly deltaSequence: number;
      readonly gate: GateDecision;
      readonly admitted: Readonly<Record<Side, number>>;
      readonly evicted: Readonly<Record<Side, number>>;
    };

export interface FullOptions {
  readonly tools: UpdateTools;
  readonly log: Pick<EventLog, 'extent'>;
  /** The champion's bundle. */
  readonly base: BaseBundle;
  readonly alias: string;
  /** With fewer positives held out the gate cannot tell. */
  readonly leastHeldOut?: number;
}

/**
 * Teaches the learner of the last full bundle one shuffled epoch of all that has come since, holds the newest of it out, and lets
 * the candidate take the champion's place where it is not surely worse. What increments had learnt from what was held out is
 * learnt again on it before the alias moves, so that nothing that was served is lost. A refused candidate changes nothing: the
 * next window begins where this one did.
 *
 * @returns with the run, which keeps the decision
 */
export async function fullUpdate(options: FullOptions): Promise<FullResult & { readonly runId: string }> {
  const { tools, base } = options;
  const { store, config } = tools;
  const runId = await store.runs.start({ kind: 'full', config: publishedConfig(config) });
  try {
    const result = await update(options, (report) => store.runs.finish(runId, report));
    if (result.kind === 'nothing-new') await store.runs.fail(runId, `nothing new to learn since ${base.id}`);
    return { ...result, runId };
  } catch (error) {
    await store.runs.fail(runId, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function update(
  { tools, log, base: stored, alias, leastHeldOut: least = leastHeldOut }: FullOptions,
  finish: (report: Report) => Promise<void>,
): Promise<FullResult> {
  const { config, store, onProgress } = tools;
  const deltas = await deltasOf(store, stored.id);
  const window = await readWindow(tools, log, stored, deltas);
  const base = withoutUsers(stored, window.erased);
  const offsets = window.dataset ? offsetsOfPositives(window.dataset) : new Float64Array(0);
  if (window.dataset === undefined || offsets.length === 0) return { kind: 'nothing-new', bundleId: base.id };
  const isBoundary = ({ position }: Notch) => deltas.some(({ to }) => to === position);
  const last = window.notches[window.notches.length - 1];
  const found = chooseCut(window.notches, offsets, isBoundary, config.gate.holdout, least);
  const cut = found ?? last;
  const put = await putSince(store.changes, base.cutOff.changes ?? 0);
  const events = windowEvents(window.dataset, base, found?.offset, put);
  const now = believedTime(events.positives.time, window.arrived, base.cutOff.newestTime);
  const renewed = renewedLearner(config, base, events, now);
  const data = nightData(config, base, events, renewed);
  if (taughtOf(data.positives) === 0) return { kind: 'nothing-new', bundleId: base.id };
  onProgress?.({
    kind: 'phase',
    message: `Learning ${events.positives.length} positives of the event log from ${base.cutOff.position} to ${cut.position}; ${events.heldOut.length} are held out`,
  });
  const { content, findings } = await tools.learner.learnNight({
    config,
    base,
    events,
    renewed,
    data,
    champion: () => servedAt(store, stored, deltasUpTo(cut, deltas, window).length),
    onProgress,
  });
  const evidence = {
    window: { from: base.cutOff.position, cut: cut.position, to: last.position },
    trained: events.positives.length,
    heldOut: events.heldOut.length,
    ...findings,
  };
  const gate = decide(config, evidence, least);
  const metrics: Report = { ...content.metrics, gate };
  if (!gate.accepted) {
    await finish(metrics);
    return { kind: 'rejected', bundleId: base.id, gate };
  }
  const manifest = await writeFull(tools, base, { ...content, metrics }, renewed, {
    position: cut.position,
    now,
    changes: put.version,
  });
  const sequence = await replayOn(tools, manifest.id, boundariesAfter(cut, deltas, window));
  const isStill = (await store.aliases.get(alias))?.bundleId === base.id;
  if (isStill) await store.aliases.set(alias, manifest.id, sequence);
  else onProgress?.({ kind: 'notice', message: `${alias} was moved meanwhile and is left where it is` });
  await finish(metrics);
  const { admitted, evicted } = renewed;
  return { kind: 'accepted', bundleId: manifest.id, deltaSequence: sequence, gate, admitted, evicted };
}
