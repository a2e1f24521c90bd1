import type { Audit } from '../audit.ts';
import type { Registry } from './registry.ts';

/** The record of what was changed by hand, in SQLite. */
export function sqliteAudit(database: Registry): Audit {
  return {
    async record({ by, act, target, requestId }) {
      await database
        .writing()
        .insertInto('audit')
        .values({
          sequence: undefined,
          at: new Date().toISOString(),
          by,
          act,
          target,
          request_id: requestId ?? null,
        })
        .execute();
    },
    async list(limit) {
      const rows = await database
        .reading()
        .selectFrom('audit')
        .selectAll()
        .orderBy('sequence', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ at, by, act, target, request_id }) => ({
        at,
        by,
        act,
        target,
        ...(request_id !== null && { requestId: request_id }),
      }));
    },
  };
}
