import { sql } from 'kysely';
import type { Exposure } from '../comparisons/comparisons.ts';
import type { Registry } from './registry.ts';

/** Adds recalls to a comparison that is running: each is two statements' work, however many there are. */
export async function addExposures(
  database: Registry,
  id: string,
  exposures: readonly Exposure[],
): Promise<void> {
  const list = JSON.stringify(exposures.map(toList));
  await database
    .writing()
    .transaction()
    .execute(async (step) => {
      await sql`
        insert into comparison_user (comparison_id, user_id, arm, requests, counted, value)
        select ${id}, value ->> 1, value ->> 2, count(*), sum(value ->> 4), sum(cast(value ->> 5 as real))
        from json_each(${list})
        where exists (select 1 from comparison where id = ${id} and ended_at is null)
        group by value ->> 1
        on conflict do update set
          requests = requests + excluded.requests,
          counted = counted + excluded.counted,
          value = value + excluded.value`.execute(step);
      // To what nobody saw nobody can react.
      await sql`
        insert into comparison_answer (comparison_id, request_id, user_id, arm, teams, hit_control, hit_treatment)
        select ${id}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, 0, 0
        from json_each(${list})
        where value ->> 6 and exists (select 1 from comparison where id = ${id} and ended_at is null)
        on conflict do nothing`.execute(step);
    });
}

/** Request, user, arm, teams, whether it counts at once, what it comes to at once, and whether it may be reacted to. */
function toList({ requestId, userId, arm, teams, overlap }: Exposure): unknown[] {
  const counts = teams === undefined ? 1 : 0;
  const kept = teams === undefined ? null : JSON.stringify(teams);
  return [requestId, userId, arm, kept, counts, overlap ?? 0, overlap === undefined ? 1 : 0];
}
