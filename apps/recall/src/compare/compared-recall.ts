import type { RecallAnswer, RecallRequest } from '@twotower/api';
import { type RecallEngine, type ServedAliases, teamDraft, userPlace } from '@twotower/serving';
import type { Comparison } from '@twotower/store';
import { overlapOf } from './overlap-of.ts';
import type { RunningComparison } from './running-comparison.ts';

/** An answer before its scores are rounded, as an engine gives it. */
export type EngineAnswer = ReturnType<RecallEngine['recall']> & Pick<RecallAnswer, 'comparison'>;

export interface ComparedRecallOptions {
  readonly running: RunningComparison;
  /** Whose answers are the control's. */
  readonly engine: RecallEngine;
  readonly aliases: ServedAliases;
}

interface Asked {
  readonly comparison: Comparison;
  readonly treatment: RecallEngine;
  readonly request: RecallRequest & { readonly userId: string };
  readonly requestId: string;
}

/**
 * Answers a recall as the comparison that is running has it; undefined for one that takes no part: those without a user, with an
 * alias, and interleaved also those whose answer two cannot make together. Where the treatment cannot be asked nobody takes part,
 * or its failures would look like a difference.
 */
export function comparedRecall({ running, engine, aliases }: ComparedRecallOptions) {
  return (request: RecallRequest, requestId: string): Promise<EngineAnswer | undefined> | undefined => {
    const { now: comparison } = running;
    const { userId, alias } = request;
    if (comparison === undefined || userId === undefined || alias !== undefined) return undefined;
    if (comparison.kind === 'interleave' && !canBeInterleaved(request)) return undefined;
    const place = userPlace(comparison.id, userId);
    if (comparison.kind !== 'ab' && place >= comparison.share) return undefined;
    return aliases.of(comparison.treatment).then(
      (treatment) => tried({ comparison, treatment, request: { ...request, userId }, requestId }, place),
      (error: unknown) => {
        running.note(error);
        return undefined;
      },
    );
  };

  function tried(asked: Asked, place: number): EngineAnswer | undefined {
    const { treatment, request, requestId } = asked;
    try {
      // In either arm: what the treatment refuses would else be counted for the control alone.
      if (asked.comparison.kind === 'ab' && isParticular(request)) {
        treatment.recall({ ...request, k: 1 }, requestId);
      }
      const found = answer(asked, place);
      running.note(undefined);
      return found;
    } catch (error) {
      // A request that is wrong for both is the caller's fault, and fails here.
      const found = engine.recall(request, requestId);
      running.note(error);
      return found;
    }
  }

  function answer(asked: Asked, place: number): EngineAnswer {
    switch (asked.comparison.kind) {
      case 'ab':
        return single(asked, place < asked.comparison.share ? 'treatment' : 'control');
      case 'interleave':
        return interleaved(asked);
      case 'shadow':
        return shadowed(asked);
    }
  }

  function single({ comparison, treatment, request, requestId }: Asked, arm: 'control' | 'treatment') {
    const found = (arm === 'treatment' ? treatment : engine).recall(request, requestId);
    running.add(comparison.id, { requestId, userId: request.userId, arm });
    return { ...found, comparison: { id: comparison.id, arm } };
  }

  function interleaved({ comparison, treatment, request, requestId }: Asked): EngineAnswer {
    const found = engine.recall(request, requestId);
    const other = treatment.recall(request, requestId);
    const { items, teams } = teamDraft(found.items, other.items, { k: request.k, requestId });
    running.add(comparison.id, { requestId, userId: request.userId, arm: 'both', teams });
    return { ...found, items, comparison: { id: comparison.id, arm: 'both' } };
  }

  function shadowed({ comparison, treatment, request, requestId }: Asked): EngineAnswer {
    const found = engine.recall(request, requestId);
    // Behind this answer: who asked does not wait for what they will not see.
    setImmediate(() => {
      try {
        const other = treatment.recall(request, requestId);
        const overlap = overlapOf(found.items, other.items);
        running.add(comparison.id, { requestId, userId: request.userId, arm: 'both', overlap });
      } catch (error) {
        running.note(error);
      }
    });
    return found;
  }
}

/** Explanations name ranks, caps and diversity look at the whole list. */
function canBeInterleaved({ explain, perCategory, diversity = 0 }: RecallRequest): boolean {
  return explain !== true && perCategory === undefined && diversity === 0;
}

/** Names columns, of which another bundle may have others. */
function isParticular({ filter, features, context, perCategory }: RecallRequest): boolean {
  return [filter, features, context, perCategory].some((part) => part !== undefined);
}
