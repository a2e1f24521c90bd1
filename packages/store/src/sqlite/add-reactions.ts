import type { Transaction } from 'kysely';
import type { Reaction, Teams } from '../comparisons/comparisons.ts';
import type { Registry } from './registry.ts';
import type { ComparisonAnswerRow, Tables } from './schema.ts';

/** Adds reactions to the answers that they name, where those are their user's. */
export async function addReactions(
  database: Registry,
  id: string,
  reactions: readonly Reaction[],
): Promise<void> {
  const requests = [...new Set(reactions.map(({ requestId }) => requestId))];
  await database
    .writing()
    .transaction()
    .execute(async (step) => {
      // A write comes first, so that nobody else reads the same answers meanwhile.
      await step.updateTable('comparison').set({ id }).where('id', '=', id).execute();
      const answers = await step
        .selectFrom('comparison_answer')
        .selectAll()
        .where('comparison_id', '=', id)
        .where('request_id', 'in', requests)
        .execute();
      for (const answer of answers) {
        const own = reactions.filter(
          ({ requestId, userId }) => requestId === answer.request_id && userId === answer.user_id,
        );
        await change(step, answer, withHits(answer, own));
      }
    });
}

function withHits(answer: ComparisonAnswerRow, reactions: readonly Reaction[]): ComparisonAnswerRow {
  const isHit = hitsOf(answer);
  const hit = (team: keyof Teams): number => (reactions.some(({ itemId }) => isHit(team, itemId)) ? 1 : 0);
  return {
    ...answer,
    hit_control: answer.hit_control | hit('control'),
    hit_treatment: answer.hit_treatment | hit('treatment'),
  };
}

function hitsOf({ arm, teams }: ComparisonAnswerRow): (team: keyof Teams, itemId: string) => boolean {
  // An answer that one has made alone: whatever it led to is that one's.
  if (teams === null) return (team) => team === arm;
  const items: Teams = JSON.parse(teams);
  return (team, itemId) => items[team].includes(itemId);
}

async function change(
  step: Transaction<Tables>,
  before: ComparisonAnswerRow,
  after: ComparisonAnswerRow,
): Promise<void> {
  const { comparison_id, request_id, user_id, hit_control, hit_treatment } = after;
  if (hit_control === before.hit_control && hit_treatment === before.hit_treatment) return;
  await step
    .updateTable('comparison_answer')
    .set({ hit_control, hit_treatment })
    .where('comparison_id', '=', comparison_id)
    .where('request_id', '=', request_id)
    .execute();
  const [from, to] = [standing(before), standing(after)];
  await step
    .updateTable('comparison_user')
    .set((row) => ({
      counted: row('counted', '+', to.counted - from.counted),
      value: row('value', '+', to.value - from.value),
    }))
    .where('comparison_id', '=', comparison_id)
    .where('user_id', '=', user_id)
    .execute();
}

/** What an answer adds to its user's sums. */
function standing({ teams, hit_control, hit_treatment }: ComparisonAnswerRow) {
  if (teams === null) return { counted: 1, value: Math.max(hit_control, hit_treatment) };
  return { counted: Math.max(hit_control, hit_treatment), value: hit_treatment - hit_control };
}
