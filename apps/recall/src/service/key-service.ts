import { ApiError, type RecallService } from '@twotower/api';
import type { ApiKey, ApiKeys } from '@twotower/store';
import type { KeyRing } from '../gate/key-ring.ts';

/** The endpoints that make and revoke API keys; what they change holds here at once. */
export function keyService(
  keys: ApiKeys,
  ring: KeyRing,
): Pick<RecallService, 'keys' | 'createKey' | 'revokeKey'> {
  return {
    keys: async () => ({ keys: (await keys.list()).map(shown) }),
    async createKey({ scopes, name }) {
      const { key, secret } = await keys.create({ scopes: [...new Set(scopes)], name });
      await ring.refresh();
      return { ...shown(key), key: secret };
    },
    async revokeKey({ id }) {
      if (!(await keys.revoke(id))) {
        throw new ApiError('NOT_FOUND', 'id: no such key; GET /v1/keys lists them', { field: 'id' });
      }
      await ring.refresh();
      return { id };
    },
  };
}

function shown({ id, scopes, name, createdAt }: ApiKey) {
  return { id, scopes: [...scopes], name, createdAt };
}
