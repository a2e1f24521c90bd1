import { type ApiKey, type FolderStore, keySum } from '@twotower/store';

/**
 * Puts a given admin key into a store that has none, so that a container can bind from its first start. Into one that can only be
 * read it cannot go; it is given back then, to be known while this process runs.
 *
 * @throws StoreError where the key was revoked
 */
export async function addFirstKey(
  { keys, audit, readOnly }: Pick<FolderStore, 'keys' | 'audit' | 'readOnly'>,
  secret: string,
): Promise<ApiKey[]> {
  if ((await keys.list()).length > 0) return [];
  if (readOnly !== undefined) {
    const createdAt = new Date().toISOString();
    return [{ id: 'first', scopes: ['admin'], sha256: keySum(secret), createdAt }];
  }
  const { key } = await keys.create({ scopes: ['admin'], name: 'first key', secret });
  await audit.record({ by: 'TWOTOWER_FIRST_KEY', act: 'createKey', target: key.id });
  return [];
}
