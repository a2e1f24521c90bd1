import type { Config, GateDecision, Report } from '@twotower/schema';
import { publishedConfig, scoreTerms } from '@twotower/schema';
import type { BundleContent, BundleManifest, DeltaManifest, EventLog, LogPosition } from '@twotower/store';
import { createExamination } from '../../examine/examination.ts';
import { type Examined, examineAll } from '../../examine/examine-all.ts';
import { createReport } from '../../examine/report.ts';
import { termsOf } from '../../examine/terms-of.ts';
import type { TrainingData } from '../../prepare/prepare.ts';
import { bundleContent } from '../../publish/bundle-content.ts';
import { withMemory } from '../../teach/served-learner.ts';
import { type LoopResult, trainLoop } from '../../teach/train-loop.ts';
import { workerCount } from '../../teach/worker-count.ts';
import type { BaseBundle } from '../base-bundle.ts';
import { believedTime } from '../believed-time.ts';
import { taughtOf } from '../new-weights.ts';
import type { LogStretch, Notch } from '../read-log.ts';
import { replayOn } from '../replay-on.ts';
import { deltasOf, endOf, type UpdateTools } from '../resume-increment.ts';
import type { Side } from '../waiting-ids.ts';
import { chooseCut, leastHeldOut } from './choose-cut.ts';
import { compared, examineOpponents, judgedAt } from './compare.ts';
import { decide, type Evidence } from './decide.ts';
import { nightData } from './night-data.ts';
import { type RenewedLearner, renewedLearner } from './renewed-learner.ts';
import { servedAt } from './served-at.ts';
import { offsetsOfPositives, type WindowEvents, windowEvents } from './window-events.ts';

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
 */
export async function fullUpdate(options: FullOptions): Promise<FullResult> {
  const { tools, base } = options;
  const { store, config } = tools;
  const runId = await store.runs.start({ kind: 'full', config: publishedConfig(config) });
  try {
    const result = await update(options, (report) => store.runs.finish(runId, report));
    if (result.kind === 'nothing-new') await store.runs.fail(runId, `nothing new to learn since ${base.id}`);
    return result;
  } catch (error) {
    await store.runs.fail(runId, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function update(
  { tools, log, base, alias, leastHeldOut: least = leastHeldOut }: FullOptions,
  finish: (report: Report) => Promise<void>,
): Promise<FullResult> {
  const { engine, config, store, onProgress } = tools;
  const deltas = await deltasOf(store, base.id);
  const window = await readWindow(tools, log, base, deltas);
  const offsets = window.dataset ? offsetsOfPositives(window.dataset) : new Float64Array(0);
  if (window.dataset === undefined || offsets.length === 0) return { kind: 'nothing-new', bundleId: base.id };
  const isBoundary = ({ position }: Notch) => deltas.some(({ to }) => to === position);
  const last = window.notches[window.notches.length - 1];
  const found = chooseCut(window.notches, offsets, isBoundary, config.gate.holdout, least);
  const cut = found ?? last;
  const events = windowEvents(window.dataset, base, found?.offset);
  const now = believedTime(events.positives.time, window.arrived, base.cutOff.newestTime);
  const renewed = renewedLearner(config, base, events, now);
  const data = nightData(config, base, events, renewed);
  if (taughtOf(data.positives) === 0) return { kind: 'nothing-new', bundleId: base.id };
  onProgress?.({
    kind: 'phase',
    message: `Learning ${events.positives.length} positives of the event log from ${base.cutOff.position} to ${cut.position}; ${events.heldOut.length} are held out`,
  });
  const loop = await teachNight(tools, base, data, renewed);

  const examined = examine(tools, loop, data, events);
  const evidence: Omit<Evidence, 'indexRecall'> = {
    window: { from: base.cutOff.position, cut: cut.position, to: last.position },
    trained: events.positives.length,
    k: judgedAt(data.items),
    heldOut: events.heldOut.length,
    users: examined.model.users,
    ...(examined.model.users > 0 && {
      ...compareWithChampion(await championAt(tools, base, deltas, window, cut), examined, {
        tools,
        base,
        events,
        data,
        loop,
      }),
    }),
  };
  const report = createReport({
    config,
    examined: [examined],
    loop,
    splitKind: 'log',
    part: 'test',
    timing: {},
  });
  const learntWith = {
    report,
    config,
    model: loop.model,
    learnt: loop.learnt,
    data,
    terms: scoreTerms(config),
  };
  const content = await bundleContent(engine, config, learntWith, events, (message) =>
    onProgress?.({ kind: 'notice', message }),
  );
  const gate = decide(config, { ...evidence, indexRecall: content.metrics.index?.recall ?? 1 }, least);
  const metrics: Report = { ...content.metrics, gate };
  if (!gate.accepted) {
    await finish(metrics);
    return { kind: 'rejected', bundleId: base.id, gate };
  }
  const manifest = await writeFull(tools, base, { ...content, metrics }, renewed, {
    position: cut.position,
    now,
  });
  const sequence = await replayOn(tools, manifest.id, boundariesAfter(cut, deltas, window));
  const isStill = (await store.aliases.get(alias))?.bundleId === base.id;
  if (isStill) await store.aliases.set(alias, manifest.id, sequence);
  else onProgress?.({ kind: 'notice', message: `${alias} was moved meanwhile and is left where it is` });
  await finish(metrics);
  const { admitted, evicted } = renewed;
  return { kind: 'accepted', bundleId: manifest.id, deltaSequence: sequence, gate, admitted, evicted };
}

/** The window since the bundle: what increments have consumed, range by range, and what they have not. */
async function readWindow(
  { read }: UpdateTools,
  log: Pick<EventLog, 'extent'>,
  base: BaseBundle,
  deltas: readonly DeltaManifest[],
): Promise<LogStretch> {
  const { end } = await log.extent();
  const consumed = endOf(base, deltas, deltas.length);
  const ranges = [
    ...deltas.map(({ from, to }) => ({ from, to })),
    ...(consumed === end ? [] : [{ from: consumed, to: end }]),
  ];
  return ranges.length === 0 ? { events: 0, arrived: Number.NEGATIVE_INFINITY, notches: [] } : read(ranges);
}

function teachNight(
  { engine, config, onProgress }: UpdateTools,
  base: BaseBundle,
  data: TrainingData,
  { learner }: RenewedLearner,
): Promise<LoopResult> {
  const { batchSize } = config.training;
  // What is history takes no teaching: threads are for what is new.
  const workers = workerCount(config, taughtOf(data.positives));
  const meant = Math.min(batchSize, Math.max(1, base.users.history.items.length));
  const training = { ...config.training, workers, maxSeconds: undefined };
  return trainLoop(engine, { ...config, training }, data, { from: learner, epochs: 1, meant, onProgress });
}

function examine(
  { engine, config }: UpdateTools,
  loop: LoopResult,
  data: TrainingData,
  { heldOut }: WindowEvents,
): Examined {
  const asked: Config = {
    ...config,
    evaluation: {
      ...config.evaluation,
      k: [...new Set([...config.evaluation.k, judgedAt(data.items)])].sort((a, b) => a - b),
      baselines: [],
    },
  };
  const examination = createExamination(asked, data, heldOut);
  const terms = termsOf(engine, loop.model, data, scoreTerms(config));
  return examineAll({ engine, config: asked, data, loop, examination, terms });
}

/** What the champion served when what is held out began: with the deltas that ended by then. */
async function championAt(
  { store }: UpdateTools,
  base: BaseBundle,
  deltas: readonly DeltaManifest[],
  { notches }: LogStretch,
  cut: Notch,
) {
  const before = deltas.filter(({ to }) => offsetOf(notches, to) <= cut.offset);
  return servedAt(store, base, before.length);
}

function compareWithChampion(
  served: Awaited<ReturnType<typeof championAt>>,
  examined: Examined,
  {
    tools: { engine, config },
    base,
    events,
    data,
    loop,
  }: {
    readonly tools: UpdateTools;
    readonly base: BaseBundle;
    readonly events: WindowEvents;
    readonly data: TrainingData;
    readonly loop: LoopResult;
  },
) {
  const k = examined.model.userValues.metrics
    .filter((name) => name.startsWith('recall@'))
    .map((name) => Number(name.slice('recall@'.length)));
  const examination = createExamination(
    { ...config, evaluation: { ...config.evaluation, k } },
    data,
    events.heldOut,
  );
  const opponents = examineOpponents(engine, config, { base, served }, events, data, examination);
  return compared(config, examined.model, loop.model, data, opponents);
}

function writeFull(
  { store }: UpdateTools,
  base: BaseBundle,
  content: BundleContent,
  { learner: { waiting, asked } }: RenewedLearner,
  { position, now }: { readonly position: LogPosition; readonly now: number | undefined },
): Promise<BundleManifest> {
  return store.bundles.write({
    ...content,
    kind: 'full',
    parent: base.id,
    learner: withMemory(content.learner, { waiting, ...(asked && { asked }) }),
    cutOff: {
      position,
      ...(now !== undefined && { newestTime: now }),
      files: base.cutOff.files,
    },
  });
}

/** Where the increments ended that consumed something behind the cut. */
function boundariesAfter(
  cut: Notch,
  deltas: readonly DeltaManifest[],
  { notches }: LogStretch,
): LogPosition[] {
  return deltas.map(({ to }) => to).filter((to) => offsetOf(notches, to) > cut.offset);
}

function offsetOf(notches: readonly Notch[], position: LogPosition): number {
  return notches.find((notch) => notch.position === position)?.offset ?? Number.NEGATIVE_INFINITY;
}
