import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import {
  type FolderStore,
  incrementCheckpoint,
  openStore,
  positionSchema,
  type Store,
  StoreError,
} from '@twotower/store';
import { type FullResult, fullUpdate } from '../full/full-update.ts';
import { baseOf, incrementalUpdate } from '../incremental-update.ts';
import type { UpdateTools } from '../resume-increment.ts';
import { rollBack } from '../roll-back.ts';
import { CountedModel, type CountedTarget, endOf, type Reach, wholly } from './counted-model.ts';
import { countingLearner } from './counting-learner.ts';
import { CrashedError, crashingStore } from './crashing-store.ts';
import { countedConfig, firstCounted, firstTime } from './first-bundle.ts';
import { plainReader } from './plain-reader.ts';
import { requireEqualBundle, requireEqualServed } from './require-equal.ts';
import type { Crash, Step } from './step.ts';

const ALIAS = 'champion';
const DAY = 86_400_000;

/** Steps that may change what is served. */
const learns: ReadonlySet<Step['kind']> = new Set(['incremental', 'full', 'rollback', 'promote']);

/** A real store beside the slow model of it: every step is taken by both, and they have to be equal after it. */
export class CountedWorld {
  readonly #folder: string;
  #store: FolderStore;
  readonly #model: CountedModel;
  #now = firstTime;

  private constructor(folder: string, store: FolderStore, model: CountedModel) {
    [this.#folder, this.#store, this.#model] = [folder, store, model];
  }

  /** @param folder of a store that `writeFirstBundle` made */
  static async open(folder: string): Promise<CountedWorld> {
    const store = await openStore(folder);
    const [{ id }] = await store.bundles.list();
    return new CountedWorld(folder, store, new CountedModel(firstCounted(id)));
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  /** @throws AssertionError where store and model differ then */
  async take(step: Step): Promise<void> {
    await this.#act(step);
    const { champion, bundles, log } = this.#model;
    const found = await this.#store.aliases.get(ALIAS);
    deepStrictEqual({ bundleId: found?.bundleId, sequence: found?.deltaSequence }, champion);
    strictEqual((await this.#store.events.extent()).end, String(log.length));
    if (!learns.has(step.kind)) return;
    strictEqual((await this.#store.bundles.list()).length, bundles.length);
    await requireEqualServed(this.#store, this.#model, champion.bundleId, [champion.sequence]);
  }

  /** All that every bundle serves, with each of its deltas. */
  async requireEqual(): Promise<void> {
    for (const bundle of this.#model.bundles) {
      await requireEqualBundle(this.#store, bundle);
      await requireEqualServed(this.#store, this.#model, bundle.id, [
        0,
        ...bundle.deltas.map((_, d) => d + 1),
      ]);
    }
  }

  async #act(step: Step): Promise<void> {
    const model = this.#model;
    switch (step.kind) {
      case 'append': {
        const events = step.events.map(({ hoursAgo, ...event }) => ({
          ...event,
          time: this.#now - 3_600_000 * hoursAgo,
        }));
        await this.#store.events.append(events);
        return model.append(step.events, this.#now);
      }
      case 'wait':
        this.#now += step.days * DAY;
        return;
      case 'erase':
        await this.#store.events.erase(step.user);
        return model.erase(step.user);
      case 'forget':
        await this.#store.checkpoints.remove(incrementCheckpoint(model.champion.bundleId));
        model.bundle(model.champion.bundleId).saved = undefined;
        return;
      case 'gap':
        return this.#gap();
      case 'promote': {
        const { id } = model.bundles[Math.max(0, model.bundles.length - 1 - step.age)];
        await this.#store.aliases.set(ALIAS, id);
        return model.point({ bundleId: id, sequence: 0 });
      }
      case 'incremental':
        return this.#incremental(step.crash);
      case 'full':
        return this.#full(step.accepts, step.crash);
      case 'rollback':
        return this.#rollBack(step.crash);
    }
  }

  async #incremental(crash: Crash | undefined): Promise<void> {
    const model = this.#model;
    const { bundleId, sequence } = model.champion;
    const before = model.bundle(bundleId).deltas.length;
    const ended = await this.#run(crash, true, async (tools) => {
      await incrementalUpdate(tools, tools.store.events, await baseOf(tools, ALIAS), ALIAS);
    });
    model.replay(bundleId, [model.log.length], await this.#reach(bundleId, ended.crashed));
    const after = model.bundle(bundleId).deltas.length;
    await this.#moved(
      [
        ...(sequence === before ? [] : [{ bundleId, sequence: before }]),
        ...(after === before ? [] : [{ bundleId, sequence: after }]),
      ],
      ended.crashed,
    );
  }

  async #full(accepts: boolean, crash: Crash | undefined): Promise<void> {
    const model = this.#model;
    const { champion, bundles } = model;
    const { cut, deltas } = model.bundle(champion.bundleId);
    let result: FullResult | undefined;
    const { crashed } = await this.#run(crash, accepts, async (tools) => {
      const base = await baseOf(tools, ALIAS);
      result = await fullUpdate({ tools, log: tools.store.events, base, alias: ALIAS, leastHeldOut: 1 });
    });
    const isNew = model.clicks(cut, model.log.length).length > 0;
    const known = new Set(bundles.map(({ id }) => id));
    const made = (await this.#store.bundles.list()).find(({ id }) => !known.has(id));
    if (!crashed) strictEqual(result?.kind, isNew ? (accepts ? 'accepted' : 'rejected') : 'nothing-new');
    strictEqual(made !== undefined, isNew && accepts && (made !== undefined || !crashed));
    if (made?.manifest?.cutOff === undefined) return;
    const place = Number(made.manifest.cutOff.position);
    this.#requireCut(
      cut,
      place,
      deltas.map(({ to }) => to),
    );
    const ends = model.full(made.id, place);
    model.replay(made.id, ends, await this.#reach(made.id, crashed));
    await requireEqualBundle(this.#store, model.bundle(made.id));
    await this.#moved([{ bundleId: made.id, sequence: model.bundle(made.id).deltas.length }], crashed);
  }

  /** Half of the window at most is held out, and where increments ended it is cut there if it can be. */
  #requireCut(from: number, cut: number, ends: readonly number[]): void {
    const model = this.#model;
    const held = model.clicks(cut, model.log.length).length;
    const all = model.clicks(from, model.log.length).length;
    ok(cut > from && 2 * held <= all, `of ${all} positives ${held} are held out`);
    const least = Math.max(1, Math.ceil(0.2 * all));
    const possible = ends.filter((end) => {
      const behind = model.clicks(end, model.log.length).length;
      return behind >= least && 2 * behind <= all;
    });
    if (possible.length > 0) strictEqual(cut, possible.at(-1));
  }

  async #rollBack(crash: Crash | undefined): Promise<void> {
    const model = this.#model;
    const from = model.champion;
    const to = model.wayBack();
    const { crashed } = await this.#run(crash, true, async (tools) => {
      const back = rollBack({
        store: tools.store,
        alias: ALIAS,
        toolsFor: async () => tools,
        onLeftOut: (reason) => ok(crash !== undefined, reason),
      });
      if (to === undefined) await rejects(back, StoreError);
      else await back;
    });
    if (to === undefined) return;
    if (to.bundleId !== from.bundleId) {
      const { deltas, cut } = model.bundle(from.bundleId);
      const end = from.sequence === 0 ? cut : deltas[from.sequence - 1].to;
      const isBehind = from.sequence > 0 || cut !== model.bundle(to.bundleId).cut;
      if (isBehind) model.replay(to.bundleId, [end], await this.#reach(to.bundleId, crashed));
    }
    const sequence = to.bundleId === from.bundleId ? to.sequence : model.bundle(to.bundleId).deltas.length;
    const found = await this.#store.aliases.get(ALIAS);
    const isBack = found?.bundleId === to.bundleId && found.deltaSequence === sequence;
    ok(isBack || crashed);
    if (isBack) model.takeBack({ ...to, sequence });
  }

  async #gap(): Promise<void> {
    const { bundleId } = this.#model.champion;
    const bundle = this.#model.bundle(bundleId);
    const none = { ids: [], width: 2, values: new Float32Array(0) };
    const at = (offset: number) => positionSchema.parse(String(offset));
    const [previous, from] = [bundle.deltas.length, endOf(bundle)];
    const delta = { base: bundleId, users: none, items: none, vectors: none, prior: none };
    const removed = { users: [], items: [] };
    for (const place of [
      { previous: previous + 1, from: at(from), to: at(from + 1) },
      { previous, from: at(from + 1), to: at(from + 2) },
    ]) {
      await rejects(this.#store.deltas.write({ ...delta, ...place, removed }), StoreError);
    }
  }

  /** Lets a process do something; one that crashed is followed by another, which opens the store anew. */
  async #run(
    crash: Crash | undefined,
    accepts: boolean,
    task: (tools: UpdateTools) => Promise<void>,
  ): Promise<{ readonly crashed: boolean }> {
    const store: Store = crash ? crashingStore(this.#store, crash) : this.#store;
    const learner = countingLearner(() => accepts);
    const read = plainReader(store.events, (ids) => ({ ids, columns: {} }), 3);
    try {
      await task({ learner, config: countedConfig, store, read });
      return { crashed: false };
    } catch (error) {
      if (!(error instanceof CrashedError)) throw error;
      await this.#store.close();
      this.#store = await openStore(this.#folder);
      return { crashed: true };
    }
  }

  async #reach(bundleId: string, crashed: boolean): Promise<Reach> {
    if (!crashed) return wholly;
    const saved = await this.#store.checkpoints.load(incrementCheckpoint(bundleId));
    const meta = saved?.meta as { sequence: number } | undefined;
    return { deltas: (await this.#store.deltas.list(bundleId)).length, saved: meta?.sequence };
  }

  /** The champion went through some targets: all of them, or, where the process ended, some. */
  async #moved(targets: readonly CountedTarget[], crashed: boolean): Promise<void> {
    const found = await this.#store.aliases.get(ALIAS);
    const isFound = ({ bundleId, sequence }: CountedTarget) =>
      bundleId === found?.bundleId && sequence === found.deltaSequence;
    const reached = targets.findLastIndex(isFound);
    if (!crashed) strictEqual(reached, targets.length - 1);
    for (const target of targets.slice(0, reached + 1)) this.#model.point(target);
  }
}
