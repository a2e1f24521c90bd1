import type { ArmSums } from '@twotower/schema';
import { sql } from 'kysely';
import type { Comparison, Comparisons } from '../comparisons/comparisons.ts';
import { StoreError } from '../error.ts';
import { timeId } from '../time-id.ts';
import { addExposures } from './add-exposures.ts';
import { addReactions } from './add-reactions.ts';
import type { Registry } from './registry.ts';
import type { ComparisonRow } from './schema.ts';

/** Comparisons in SQLite. */
export function sqliteComparisons(database: Registry): Comparisons {
  return {
    async start({ kind, treatment, share, startedBy }) {
      const at = new Date().toISOString();
      const row = { id: timeId(at), kind, treatment, share, started_at: at, started_by: startedBy };
      const made = await database
        .writing()
        .insertInto('comparison')
        .values({ ...row, sequence: undefined, ended_at: null, sums: null })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (made === undefined) throw new StoreError('a comparison is running; end it before the next begins');
      return toComparison(made);
    },
    async running() {
      const row = await rows().where('ended_at', 'is', null).executeTakeFirst();
      return row && toComparison(row);
    },
    async get(id) {
      const row = await rows().where('id', '=', id).executeTakeFirst();
      return row && toComparison(row);
    },
    async list(limit) {
      return (await rows().orderBy('sequence', 'desc').limit(limit).execute()).map(toComparison);
    },
    async end(id) {
      return await database
        .writing()
        .transaction()
        .execute(async (step) => {
          const { numUpdatedRows } = await step
            .updateTable('comparison')
            .set({ ended_at: new Date().toISOString() })
            .where('id', '=', id)
            .where('ended_at', 'is', null)
            .executeTakeFirst();
          if (numUpdatedRows === 0n) return false;
          const { rows } = await sumsOf(id).execute(step);
          await step
            .updateTable('comparison')
            .set({ sums: JSON.stringify(rows) })
            .where('id', '=', id)
            .execute();
          await step.deleteFrom('comparison_user').where('comparison_id', '=', id).execute();
          await step.deleteFrom('comparison_answer').where('comparison_id', '=', id).execute();
          return true;
        });
    },
    async expose(id, exposures) {
      if (exposures.length > 0) await addExposures(database, id, exposures);
    },
    async react(id, reactions) {
      if (reactions.length > 0) await addReactions(database, id, reactions);
    },
    async sums(id) {
      const row = await rows().where('id', '=', id).executeTakeFirst();
      if (row?.sums) return JSON.parse(row.sums) as ArmSums[];
      return (await sumsOf(id).execute(database.reading())).rows;
    },
    async erase(userId) {
      await database
        .writing()
        .transaction()
        .execute(async (step) => {
          await step.deleteFrom('comparison_user').where('user_id', '=', userId).execute();
          await step.deleteFrom('comparison_answer').where('user_id', '=', userId).execute();
        });
      await database.purge();
    },
  };

  function rows() {
    return database.reading().selectFrom('comparison').selectAll();
  }
}

function sumsOf(id: string) {
  return sql<ArmSums>`
    select arm, sum(counted > 0) as users, sum(requests) as requests,
      sum(counted) as counted, sum(counted * counted) as countedSquares,
      sum(value) as value, sum(value * value) as valueSquares, sum(value * counted) as products
    from comparison_user where comparison_id = ${id} group by arm order by arm`;
}

function toComparison(row: ComparisonRow): Comparison {
  const { id, kind, treatment, share, started_at, started_by, ended_at } = row;
  return {
    ...{ id, kind, treatment, share, startedAt: started_at, startedBy: started_by },
    ...(ended_at !== null && { endedAt: ended_at }),
  };
}
