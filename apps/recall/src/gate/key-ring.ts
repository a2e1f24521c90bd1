import { timingSafeEqual } from 'node:crypto';
import { type ApiKey, type ApiKeys, keySum } from '@twotower/store';

/** The keys of the store that work, in memory. */
export class KeyRing {
  readonly #keys: Pick<ApiKeys, 'list'>;
  readonly #beside: readonly ApiKey[];
  #bySum: ReadonlyMap<string, ApiKey> = new Map();
  #byId: ReadonlyMap<string, ApiKey> = new Map();

  private constructor(keys: Pick<ApiKeys, 'list'>, beside: readonly ApiKey[]) {
    this.#keys = keys;
    this.#beside = beside;
  }

  /** `beside`: keys that the store does not have. */
  static async open(keys: Pick<ApiKeys, 'list'>, beside: readonly ApiKey[] = []): Promise<KeyRing> {
    const ring = new KeyRing(keys, beside);
    await ring.refresh();
    return ring;
  }

  /** Reads them again: other processes make and revoke keys too. */
  async refresh(): Promise<void> {
    const keys = [...this.#beside, ...(await this.#keys.list())];
    this.#bySum = new Map(keys.map((key) => [key.sha256, key]));
    this.#byId = new Map(keys.map((key) => [key.id, key]));
  }

  byId(id: string): ApiKey | undefined {
    return this.#byId.get(id);
  }

  get isEmpty(): boolean {
    return this.#bySum.size === 0;
  }

  /**
   * The key that a secret is. Looked up by its sum, which tells who tries nothing: no part of a guess that is right brings its sum
   * nearer to one that is here. What is found is compared as a whole all the same, in a time that does not depend on it.
   */
  find(secret: string): ApiKey | undefined {
    const sum = keySum(secret);
    const key = this.#bySum.get(sum);
    return timingSafeEqual(Buffer.from(sum), Buffer.from(key?.sha256 ?? noSum)) ? key : undefined;
  }
}

const noSum = '-'.repeat(64);
