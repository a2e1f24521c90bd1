import { randomBytes } from 'node:crypto';
import type { Scope } from '@twotower/schema';
import { StoreError } from '../error.ts';
import type { ApiKey, ApiKeys } from '../keys/api-keys.ts';
import { keySum, newSecret } from '../keys/key-secret.ts';
import type { Registry } from './registry.ts';
import type { ApiKeyRow } from './schema.ts';

/** API keys in SQLite. */
export function sqliteKeys(database: Registry): ApiKeys {
  return {
    async create({ scopes, name, secret = newSecret() }) {
      const row: ApiKeyRow = {
        id: `k${randomBytes(5).toString('hex')}`,
        sha256: keySum(secret),
        scopes: JSON.stringify(scopes),
        name: name ?? null,
        created_at: new Date().toISOString(),
        revoked_at: null,
      };
      const { numInsertedOrUpdatedRows } = await database
        .writing()
        .insertInto('api_key')
        .values(row)
        .onConflict((conflict) => conflict.column('sha256').doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 0n) {
        throw new StoreError('this API key is in the store already, or was revoked; take another');
      }
      return { key: toKey(row), secret };
    },
    async list() {
      const rows = await database
        .reading()
        .selectFrom('api_key')
        .selectAll()
        .where('revoked_at', 'is', null)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toKey);
    },
    async revoke(id) {
      const { numUpdatedRows } = await database
        .writing()
        .updateTable('api_key')
        .set({ revoked_at: new Date().toISOString() })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

function toKey({ id, scopes, name, sha256, created_at }: ApiKeyRow): ApiKey {
  return {
    id,
    scopes: JSON.parse(scopes) as Scope[],
    ...(name !== null && { name }),
    sha256,
    createdAt: created_at,
  };
}
