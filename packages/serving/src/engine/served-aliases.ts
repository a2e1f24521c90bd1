import { randomUUID } from 'node:crypto';
import type { RawRecord } from '@twotower/features';
import { invalid } from '../filter/check-condition.ts';
import type { RecallAnswer, RecallRequest } from '../request.ts';
import { at } from './at.ts';
import { RecallEngine } from './recall-engine.ts';

/** Profiles and histories that are kept elsewhere. */
export interface ProfileSource {
  /** What is known of a user; undefined where nothing is. A request's own values win, and these over the bundle's. */
  get(
    userId: string,
  ): Promise<{ readonly features?: RawRecord; readonly history?: readonly string[] } | undefined>;
}

export interface AliasesOptions {
  readonly profiles?: ProfileSource;
  /** How many aliases beside the engine's own may be open. Default 8. */
  readonly most?: number;
  /** Milliseconds after which an alias is looked up again when it is asked. Default 3,000. */
  readonly lookEvery?: number;
}

interface Open {
  readonly engine: Promise<RecallEngine>;
  lookedAt: number;
}

/**
 * An engine and those of other aliases, each opened when a request first names it. They share bundles that are in memory, and what
 * came in.
 */
export class ServedAliases {
  readonly #own: RecallEngine;
  readonly #options: AliasesOptions;
  readonly #open = new Map<string, Open>();

  constructor(own: RecallEngine, options: AliasesOptions = {}) {
    this.#own = own;
    this.#options = options;
  }

  /** The engine of an alias; default the own one. @throws ServingError INVALID_REQUEST where the alias has no bundle that can be served */
  async of(alias?: string): Promise<RecallEngine> {
    const { alias: own = 'champion', bundleId } = this.#own.options;
    if (alias === undefined || (bundleId === undefined && alias === own)) return this.#own;
    const open = this.#open.get(alias) ?? this.#opened(alias);
    const engine = await open.engine;
    if (engine.unready !== undefined) {
      this.#open.delete(alias);
      throw invalid('alias', engine.unready);
    }
    this.#lookAgain(open, engine);
    return engine;
  }

  /** Answers by the alias that the request names, with what the source of profiles knows. @throws ServingError */
  async recall(request: RecallRequest, requestId: string = randomUUID()): Promise<RecallAnswer> {
    const engine = await this.of(request.alias);
    return engine.recall(await this.#withProfile(request), requestId);
  }

  /** The same for several requests. @throws ServingError as {@link RecallEngine.recallBatch} */
  async recallBatch(
    requests: readonly RecallRequest[],
    requestId: string = randomUUID(),
  ): Promise<RecallAnswer[]> {
    const answers: RecallAnswer[] = [];
    for (const [alias, places] of byAlias(requests)) {
      const engine = await this.of(alias).catch((error: unknown) => {
        throw at(`requests.${places[0]}`, error);
      });
      const asked = await Promise.all(places.map((place) => this.#withProfile(requests[place])));
      const some = await engine.recallBatch(asked, requestId, places);
      some.forEach((answer, i) => {
        answers[places[i]] = answer;
      });
    }
    return answers;
  }

  #opened(alias: string): Open {
    const { most = 8 } = this.#options;
    if (this.#open.size >= most) {
      throw invalid(
        'alias',
        `${most} other aliases are served already; ask for one of ${[...this.#open.keys()].join(', ')}`,
      );
    }
    const { bundleId: _, deltaSequence: __, ...options } = this.#own.options;
    const engine = RecallEngine.open({ ...options, alias, shared: this.#own.shared });
    const open = { engine, lookedAt: Date.now() };
    this.#open.set(alias, open);
    engine.catch(() => this.#open.delete(alias));
    return open;
  }

  /** An alias that is asked is followed, while answers go on. */
  #lookAgain(open: Open, engine: RecallEngine): void {
    const now = Date.now();
    if (now - open.lookedAt < (this.#options.lookEvery ?? 3_000)) return;
    open.lookedAt = now;
    engine.refresh().catch((error: unknown) => {
      this.#own.options.onNotice?.(`could not look up an alias: ${String(error)}`);
    });
  }

  async #withProfile(request: RecallRequest): Promise<RecallRequest> {
    const { profiles } = this.#options;
    const { userId } = request;
    if (profiles === undefined || userId === undefined) return request;
    const profile = await profiles.get(userId);
    if (profile === undefined) return request;
    return {
      ...request,
      features: { ...profile.features, ...request.features },
      history: request.history ?? profile.history,
    };
  }
}

/** The places of the requests for each alias. */
function byAlias(requests: readonly RecallRequest[]): Map<string | undefined, number[]> {
  const groups = new Map<string | undefined, number[]>();
  requests.forEach(({ alias }, place) => {
    const places = groups.get(alias) ?? [];
    groups.set(alias, places);
    places.push(place);
  });
  return groups;
}
