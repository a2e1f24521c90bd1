import { scopes as knownScopes, nearest, type Scope } from '@twotower/schema';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { UsageError } from '../usage-error.ts';
import { findStoreFolder, withStore } from '../workplace.ts';

export interface CreateKeyFlags extends CommonFlags {
  /** One or more, with commas between. */
  readonly scope: string;
  readonly name?: string;
}

/** `keys create`: a new API key, which is told this once. */
export async function createKeyCommand(
  { scope, name, ...flags }: CreateKeyFlags,
  output: Console,
): Promise<void> {
  const scopes = scopesIn(scope);
  await withStore(
    await findStoreFolder(flags),
    async (store) => {
      const { key, secret } = await store.keys.create({ scopes, name });
      const { id } = key;
      await store.audit.record({ by: 'command', act: 'createKey', target: `${id}: ${scopes.join(', ')}` });
      output.say(`Key ${id} for ${scopes.join(', ')}; it is shown this once:`);
      output.result({ id, scopes, ...(name !== undefined && { name }), key: secret }, secret);
    },
    'create',
  );
}

/** `keys list`: the keys that work, without themselves. */
export async function listKeysCommand(flags: CommonFlags, output: Console): Promise<void> {
  await withStore(await findStoreFolder(flags), async (store) => {
    const keys = (await store.keys.list()).map(({ sha256: _sum, ...shown }) => shown);
    const lines = keys.map(({ id, scopes, name, createdAt }) =>
      [id, scopes.join(','), createdAt, name ?? ''].join('  ').trimEnd(),
    );
    output.result(keys, lines.join('\n') || 'no keys: the server answers this machine only, and needs none');
  });
}

/** `keys revoke ID`: makes a key useless; servers know within a second. */
export async function revokeKeyCommand(id: string, flags: CommonFlags, output: Console): Promise<void> {
  await withStore(await findStoreFolder(flags), async (store) => {
    if (!(await store.keys.revoke(id))) throw new UsageError(`there is no key ${id}; "keys list" shows them`);
    await store.audit.record({ by: 'command', act: 'revokeKey', target: id });
    output.result({ id }, `Key ${id} is revoked`);
  });
}

function scopesIn(text: string): Scope[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  return names.map((name) => {
    const scope = knownScopes.find((known) => known === name);
    if (scope !== undefined) return scope;
    const near = nearest(name, knownScopes);
    const hint = near === undefined ? '' : `did you mean ${near}? `;
    throw new UsageError(`--scope ${name}: no such scope; ${hint}there are ${knownScopes.join(', ')}`);
  });
}
