import type { Scope } from '@twotower/schema';

/** A key that works. The store knows its sum alone. */
export interface ApiKey {
  readonly id: string;
  readonly scopes: readonly Scope[];
  /** For people: who uses it. */
  readonly name?: string;
  /** SHA-256 of the key, hexadecimal. */
  readonly sha256: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

export interface NewApiKey {
  readonly scopes: readonly Scope[];
  readonly name?: string;
  /** The key itself, where it is chosen already; default: a new one by chance. */
  readonly secret?: string;
}

export interface ApiKeys {
  /**
   * Takes a key in, and tells it: this once, as nothing but its sum is kept.
   *
   * @throws StoreError where this key is known already, revoked ones too
   */
  create(key: NewApiKey): Promise<{ readonly key: ApiKey; readonly secret: string }>;
  /** Those that are not revoked, the oldest first. */
  list(): Promise<ApiKey[]>;
  /** Makes a key useless for good. False where there is none of this id. */
  revoke(id: string): Promise<boolean>;
}
