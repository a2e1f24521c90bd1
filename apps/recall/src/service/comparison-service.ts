import { ApiError, type ComparisonView, type RecallService } from '@twotower/api';
import { compared, type RecallEngine, type ServedAliases } from '@twotower/serving';
import { type Comparison, type Comparisons, StoreError } from '@twotower/store';
import type { RunningComparison } from '../compare/running-comparison.ts';
import { failTranslated } from './engine-service.ts';
import { noSuch } from './no-such.ts';

export interface ComparisonServiceOptions {
  readonly comparisons: Comparisons;
  readonly running: RunningComparison;
  readonly engine: RecallEngine;
  readonly aliases: ServedAliases;
}

/** The endpoints that begin comparisons, end them, and say what came of them. */
export function comparisonService({
  comparisons,
  running,
  engine,
  aliases,
}: ComparisonServiceOptions): Pick<RecallService, 'comparisons' | 'startComparison' | 'endComparison'> {
  const view = async (comparison: Comparison): Promise<ComparisonView> => {
    const now = running.now?.id === comparison.id ? await standing(comparison.treatment) : {};
    const { arms, difference, verdict, warning } = compared(
      comparison,
      await comparisons.sums(comparison.id),
    );
    return {
      ...comparison,
      arms: [...arms],
      difference,
      verdict,
      warning: now.warning ?? warning,
      ...(now.problem !== undefined && { problem: now.problem }),
    };
  };
  /** What of the two aliases keeps a comparison from meaning what it seems to. */
  const standing = async (treatment: string): Promise<{ problem?: string; warning?: string }> => {
    try {
      const other = await aliases.of(treatment);
      const [own, theirs] = [engine.info(), other.info()];
      const isSame = own.bundleId === theirs.bundleId && own.deltaSequence === theirs.deltaSequence;
      const warning = isSame
        ? `both answer by bundle ${own.bundleId}: only chance can tell them apart`
        : (other.behind ?? engine.behind);
      return { problem: running.problem, ...(warning !== undefined && { warning }) };
    } catch (error) {
      running.note(error);
      return { problem: running.problem };
    }
  };
  return {
    async comparisons({ limit }) {
      await running.flush();
      return { comparisons: await Promise.all((await comparisons.list(limit)).map(view)) };
    },
    async startComparison({ kind, treatment, share }, { keyId }) {
      if (kind === 'ab' && share === 1) {
        throw new ApiError('INVALID_REQUEST', 'share: below 1, or nobody is left to compare with', {
          field: 'share',
        });
      }
      const asked = await aliases.of(treatment).catch(failTranslated);
      if (asked === engine) {
        throw new ApiError(
          'INVALID_REQUEST',
          `treatment: ${treatment} is what is served; name another alias`,
          {
            field: 'treatment',
          },
        );
      }
      const startedBy = keyId ?? 'loopback';
      const begun = await comparisons
        .start({ kind, treatment, share, startedBy })
        .catch((error: unknown) => failAsConflict(comparisons, error));
      await running.refresh();
      return { comparison: await view(begun) };
    },
    async endComparison({ id }) {
      await running.flush();
      await comparisons.end(id);
      await running.refresh();
      const comparison = await comparisons.get(id);
      if (comparison === undefined) throw noSuch('comparison', 'id', id, '/v1/comparisons');
      return { comparison: await view(comparison) };
    },
  };
}

/** That another is running is no failure of the store. */
async function failAsConflict(comparisons: Comparisons, error: unknown): Promise<never> {
  if (error instanceof StoreError && (await comparisons.running()) !== undefined) {
    throw new ApiError('CONFLICT', error.message, { cause: error });
  }
  throw error;
}
