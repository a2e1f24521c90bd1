import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { RawRecord } from '@twotower/features';
import type { OpenDelta } from '@twotower/store';
import { answerMany } from '../answer/answer-many.ts';
import { answerRecall } from '../answer/answer-recall.ts';
import type { Asked } from '../answer/asked.ts';
import { similarItems } from '../answer/similar-items.ts';
import { ServingError } from '../error.ts';
import { itemRecord } from '../items/item-record.ts';
import { ChangesReader } from '../live/changes-reader.ts';
import { coveredBy } from '../live/covered-by.ts';
import type { SeenEvent } from '../live/live-events.ts';
import { LogReader } from '../live/log-reader.ts';
import type { RecallAnswer, RecallRequest, SimilarAnswer, UserActivity, UserProfile } from '../request.ts';
import { indexMaker } from '../state/index-maker.ts';
import { knownChanges } from '../state/known-changes.ts';
import type { ServedLine } from '../state/served-line.ts';
import type { ServedState } from '../state/served-state.ts';
import { userRecord } from '../users/user-record.ts';
import { at } from './at.ts';
import { BundleShelf } from './bundle-shelf.ts';
import { type EngineInfo, engineInfo } from './engine-info.ts';
import type { EngineOptions, Shared } from './engine-options.ts';
import { IndexFolder } from './index-folder.ts';
import { IndexSampler } from './index-sampler.ts';
import { LineFollower } from './line-follower.ts';
import { liveData } from './live-data.ts';
import { isServed, putItem, putUser, removeItem, removeUser } from './put-entities.ts';
import { ServedNow } from './served-now.ts';
import { type ServedVector, servedVectors } from './served-vectors.ts';
import { userProfile } from './user-profile.ts';

/** Requests of a batch that are answered in one go, before others have their turn. */
const inOneGo = 16;

/**
 * Answers recalls from the bundle an alias points at, its deltas, and what came in since. Each answer works on one state from beginning
 * to end; whatever comes is swapped in between.
 */
export class RecallEngine {
  readonly options: EngineOptions;
  readonly shared: Shared;
  readonly #clock: () => number;
  readonly #folder: IndexFolder;
  readonly #follower: LineFollower;
  readonly #log: LogReader | undefined;
  readonly #changes: ChangesReader | undefined;
  #now: ServedNow | undefined;
  #sampler = new IndexSampler();

  private constructor(options: EngineOptions) {
    const { store, alias = 'champion', clock = Date.now, limits, onNotice } = options;
    this.options = options;
    this.#clock = clock;
    const indexes = indexMaker(onNotice);
    this.#folder = new IndexFolder(indexes, onNotice);
    this.shared = options.shared ?? {
      shelf: new BundleShelf(store.bundles, indexes),
      live: liveData(clock, limits),
    };
    this.#log = options.events && new LogReader(options.events, this.shared.live.events);
    const known = () => (this.#now ? knownUsers(this.#now.line.state) : []);
    this.#changes = options.changes && new ChangesReader(options.changes, this.shared.live, known);
    const onLine = (line: ServedLine) => this.#begin(line);
    this.#follower = new LineFollower({ store, shelf: this.shared.shelf, alias, clock, onLine, onNotice });
  }

  /**
   * Loads what there is to serve. Where the alias points at what is broken, the newest of its earlier targets that is whole
   * is served in its place and {@link RecallEngine.behind} says so. Where there is none the engine opens all the same, says
   * why in {@link RecallEngine.unready}, and serves after a later {@link RecallEngine.refresh}.
   *
   * @throws StoreError where `bundleId` is given and cannot be read
   */
  static async open(options: EngineOptions): Promise<RecallEngine> {
    const engine = new RecallEngine(options);
    const { bundleId, deltaSequence = 0 } = options;
    if (bundleId === undefined) await engine.refresh();
    else await engine.#follower.serve({ bundleId, deltaSequence });
    await engine.readEvents();
    await engine.readChanges();
    return engine;
  }

  /** Why nothing can be served; undefined where something is. */
  get unready(): string | undefined {
    return this.#now === undefined ? this.#follower.unready : undefined;
  }

  /** Why something else is served than the alias points at; undefined where it is that. */
  get behind(): string | undefined {
    return this.#follower.behind;
  }

  /**
   * Serves what the alias points at now, missing deltas applied in order; true where that changed something. What cannot be loaded is
   * reported through `onNotice`, and what was served before stays.
   */
  async refresh(): Promise<boolean> {
    if (this.options.bundleId !== undefined) return false;
    const changed = await this.#follower.refresh();
    this.#folder.soon(this.#follower.line);
    await this.readEvents();
    await this.readChanges();
    return changed;
  }

  /**
   * Takes in what the event log of the options holds and was not read yet, as {@link see} does. Who appends to the log calls this then
   * instead of `see`, which knows events without an id by their place alone. Nothing is read before something is served.
   *
   * @returns how many events were new
   * @throws StoreError where the log cannot be read
   */
  async readEvents(): Promise<number> {
    // What is served says from where on events are new.
    if (this.#now === undefined) return 0;
    return (await this.#log?.read()) ?? 0;
  }

  /**
   * Takes in what the store of the options keeps of items and users that were put or removed by hand, and was not read yet, as
   * {@link putItem} and its like do for this process alone. Who makes a change there calls this then. Nothing is read before something
   * is served.
   *
   * @returns how many changes were read
   * @throws StoreError where they cannot be read
   */
  async readChanges(): Promise<number> {
    if (this.#now === undefined) return 0;
    return (await this.#changes?.read()) ?? 0;
  }

  /** Applies the next delta of the served bundle. @throws StoreError for a gap, a duplicate, another base, or a damaged file */
  async apply(delta: OpenDelta): Promise<void> {
    await this.#served().line.apply(delta);
    this.#folder.soon(this.#follower.line);
  }

  /** @throws ServingError */
  recall(request: RecallRequest, requestId: string = randomUUID()): RecallAnswer {
    const asked = this.#served().asked();
    const answer = answerRecall(asked, request);
    this.#sampler.answered(asked, request);
    return { ...headOf(asked, requestId), ...answer };
  }

  /**
   * Answers several requests from one state, those that ask under the same filter together.
   *
   * @param requestId of all: that of an answer has the place of its request behind it
   * @param places of the requests among others, for these ids and for the error
   * @throws ServingError whose field begins with `requests.` and the place of the request
   */
  async recallBatch(
    requests: readonly RecallRequest[],
    requestId: string = randomUUID(),
    places: readonly number[] = [...requests.keys()],
  ): Promise<RecallAnswer[]> {
    const asked = this.#served().asked();
    const answers: RecallAnswer[] = [];
    for (let start = 0; start < requests.length; start += inOneGo) {
      if (start > 0) await setImmediate();
      const some = answerMany(asked, requests.slice(start, start + inOneGo), (place, error) => {
        throw at(`requests.${places[start + place]}`, error);
      });
      for (const [i, answer] of some.entries()) {
        answers.push({ ...headOf(asked, `${requestId}-${places[start + i]}`), ...answer });
      }
    }
    return answers;
  }

  /** The `k` items nearest to an item by the cosine of the item tower's vectors, without itself. @throws ServingError NOT_FOUND for an unknown item */
  similar(itemId: string, k: number): SimilarAnswer {
    return similarItems(this.#served().asked(), itemId, k);
  }

  /**
   * Takes events into the next answers: into histories and seen items of their users, and where scores have a prior into it. Each counts
   * once, told by id and offset. @returns how many were new
   */
  see(events: readonly SeenEvent[]): number {
    return this.shared.live.events.see(events);
  }

  /** What would be put of an item, checked, and under the names of its columns. @throws ServingError as {@link putItem} */
  itemRecord(features: RawRecord): RawRecord {
    return itemRecord(this.#served().line.state.base, features);
  }

  /** The same of a user. @throws ServingError as {@link putUser} */
  userRecord(features: RawRecord): RawRecord {
    return userRecord(this.#served().line.state.base, features);
  }

  /** Whether an item may be answered. */
  serves(itemId: string): boolean {
    return isServed(this.#served(), itemId);
  }

  /**
   * Puts an item with its columns, all of them: it is encoded, found, filtered and shown from the next answer on, until a bundle knows
   * it. In this process alone: what is to stay is told to the store, see {@link readChanges}.
   *
   * @returns whether it is new, or was not served
   * @throws ServingError INVALID_REQUEST for what is no column, or a value of another kind than the column's
   */
  putItem(id: string, features: RawRecord): boolean {
    const isNew = putItem(this.#served(), this.shared.live, id, features);
    this.#folder.soon(this.#follower.line);
    return isNew;
  }

  /** Never answers an item again, until it is put again. @returns whether it was served */
  removeItem(id: string): boolean {
    return removeItem(this.#served(), this.shared.live, id);
  }

  /**
   * Puts a user's profile in the place of the stored one.
   *
   * @returns whether nothing was stored of them before
   * @throws ServingError INVALID_REQUEST for what is no user column, or a value that its feature cannot read
   */
  putUser(id: string, features: RawRecord): boolean {
    return putUser(this.#served(), this.shared.live, id, features);
  }

  /** Forgets a user: profile, history, newer events and ID. @returns whether anything was stored of them */
  removeUser(id: string): boolean {
    this.#changes?.name(id);
    return removeUser(this.#served(), this.shared.live, id);
  }

  /** What is stored of a user. */
  user(userId: string): UserProfile {
    return userProfile(this.#served().asked(), userId);
  }

  /** Users of the bundle whose id begins with `prefix`, most active first. */
  users(prefix: string, limit: number): UserActivity[] {
    return this.#served().asked().state.users.mostActive(prefix, limit);
  }

  /** Every item's vector as it is ranked, or every user's of the bundle by whom items are ranked; without those of whom nothing is known. */
  vectors(of: 'items' | 'users'): Generator<ServedVector> {
    return servedVectors(this.#served().asked(), of);
  }

  /** What the next answer is made from, for who looks into it: {@link findItems} and its like. @throws ServingError NOT_READY */
  asked(): Asked {
    return this.#served().asked();
  }

  info(): EngineInfo {
    return engineInfo(this.#served().asked().state, {
      now: this.#clock(),
      indexRecall: this.#sampler.recall,
      liveEvents: this.shared.live.events.size,
    });
  }

  /** Resolves once no index is being built anew. */
  idle(): Promise<void> {
    return this.#folder.idle();
  }

  #served(): ServedNow {
    if (this.#now === undefined) throw new ServingError('NOT_READY', this.#follower.unready);
    return this.#now;
  }

  #begin(line: ServedLine): void {
    const { live } = this.shared;
    const { base } = line.state;
    const knows = knownChanges(base);
    live.items.known(this, knows.items);
    live.users.known(this, knows.users);
    this.#changes?.restart();
    live.events.learnt(this, coveredBy(base.cutOff));
    this.#log?.restart(base.cutOff?.position);
    line.follow(live);
    this.#now = new ServedNow(line, live, this.#clock);
    this.#sampler = new IndexSampler();
  }
}

function headOf({ state: { base, delta } }: Asked, requestId: string) {
  return { requestId, bundleId: base.id, deltaSequence: delta?.sequence ?? 0 };
}

function* knownUsers({ base, userIds }: ServedState): Generator<string> {
  yield* base.users.ids;
  yield* userIds.since();
}
