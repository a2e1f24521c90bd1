import { sql, type Transaction } from 'kysely';
import type { Alias, Aliases, RequireTarget } from '../aliases.ts';
import { StoreError } from '../error.ts';
import type { Registry } from './registry.ts';
import type { AliasRow, Tables } from './schema.ts';

/** Names in SQLite, pointing at bundles wherever they lie. */
export function sqliteAliases(database: Registry, requireTarget: RequireTarget): Aliases {
  return {
    async set(name, bundleId, deltaSequence = 0) {
      await requireTarget({ bundleId, deltaSequence });
      const setAt = new Date().toISOString();
      const row = { name, bundle_id: bundleId, delta_sequence: deltaSequence, set_at: setAt };
      await database
        .writing()
        .transaction()
        .execute(async (step) => {
          await step.insertInto('alias_change').values(row).execute();
          await point(step, row);
        });
      return toAlias(row);
    },
    async get(name) {
      const row = await database
        .reading()
        .selectFrom('alias')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst();
      return row && toAlias(row);
    },
    async list() {
      return (await database.reading().selectFrom('alias').selectAll().orderBy('name').execute()).map(
        toAlias,
      );
    },
    async history(name) {
      const rows = await database
        .reading()
        .selectFrom('alias_change')
        .selectAll()
        .where('name', '=', name)
        .orderBy('sequence', 'desc')
        .execute();
      return rows.map((row) => ({
        ...toAlias(row),
        ...(row.rolled_back_at === null ? {} : { rolledBackAt: row.rolled_back_at }),
      }));
    },
    async rollback(name, to) {
      if (to) await requireTarget(to);
      return database
        .writing()
        .transaction()
        .execute(async (step) => {
          if (to) await takeBackSince(step, name, to.bundleId);
          else await takeBackLast(step, name);
          const previous = await step
            .selectFrom('alias_change')
            .select(['name', 'bundle_id', 'delta_sequence', 'set_at'])
            .where('name', '=', name)
            .where('rolled_back_at', 'is', null)
            .orderBy('sequence', 'desc')
            .executeTakeFirst();
          if (!previous || (to && previous.bundle_id !== to.bundleId))
            throw new StoreError(
              `${name} has no earlier target${to ? ` ${to.bundleId}` : ''}; point it at a bundle (promote ID --alias ${name})`,
            );
          await requireTarget(toAlias(previous));
          const row = to ? { ...previous, delta_sequence: to.deltaSequence } : previous;
          const isOther = row.delta_sequence !== previous.delta_sequence;
          const change = isOther ? { ...row, set_at: new Date().toISOString() } : row;
          if (isOther) await step.insertInto('alias_change').values(change).execute();
          await point(step, change);
          return toAlias(change);
        });
    },
  };
}

/** First statement of its transaction, and a write: it waits for the lock, where a read first would fail. */
async function takeBackLast(step: Transaction<Tables>, name: string): Promise<void> {
  await step
    .updateTable('alias_change')
    .set({ rolled_back_at: new Date().toISOString() })
    .where('sequence', '=', (query) =>
      query
        .selectFrom('alias_change')
        .select(({ fn }) => fn.max('sequence').as('last'))
        .where('name', '=', name)
        .where('rolled_back_at', 'is', null),
    )
    .execute();
}

/** The same of all targets since the name last pointed at a bundle; of all where it never did. */
async function takeBackSince(step: Transaction<Tables>, name: string, bundleId: string): Promise<void> {
  await step
    .updateTable('alias_change')
    .set({ rolled_back_at: new Date().toISOString() })
    .where('name', '=', name)
    .where('rolled_back_at', 'is', null)
    .where('sequence', '>', (query) =>
      query
        .selectFrom('alias_change')
        .select(({ fn }) => fn.coalesce(fn.max('sequence'), sql<number>`0`).as('last'))
        .where('name', '=', name)
        .where('bundle_id', '=', bundleId)
        .where('rolled_back_at', 'is', null),
    )
    .execute();
}

async function point(step: Transaction<Tables>, row: AliasRow): Promise<void> {
  const { name, ...target } = row;
  await step
    .insertInto('alias')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(target))
    .execute();
}

function toAlias({ name, bundle_id, delta_sequence, set_at }: AliasRow): Alias {
  return { name, bundleId: bundle_id, deltaSequence: delta_sequence, setAt: set_at };
}
