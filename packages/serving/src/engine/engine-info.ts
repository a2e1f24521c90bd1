import type { Report } from '@twotower/schema';
import type { ServedState } from '../state/served-state.ts';

/** What is being served. */
export interface EngineInfo {
  readonly name: string;
  readonly bundleId: string;
  readonly deltaSequence: number;
  /** The newest event that the served rows have learnt, milliseconds since 1970; absent where no delta is applied or it says none. */
  readonly watermark?: number;
  /** How long ago the newest delta was made, in milliseconds; absent where none is applied. */
  readonly deltaAge?: number;
  readonly items: number;
  readonly users: number;
  readonly dim: number;
  readonly indexKind: string;
  /** Share of the true best 100 that the index finds for those who ask; absent until it was measured. */
  readonly indexRecall?: number;
  /** Events younger than the bundles in use, held for histories and prior; deltas do not lessen them. */
  readonly liveEvents: number;
  readonly createdAt: string;
  readonly report: Report;
}

export function engineInfo(
  { base, delta, items, index }: ServedState,
  { now, indexRecall, liveEvents }: { now: number; indexRecall: number | undefined; liveEvents: number },
): EngineInfo {
  const recall = index.kind === 'exact' ? 1 : indexRecall;
  return {
    name: base.config.name,
    bundleId: base.id,
    deltaSequence: delta?.sequence ?? 0,
    ...(delta?.watermark !== undefined && { watermark: delta.watermark }),
    ...(delta && { deltaAge: Math.max(0, now - Date.parse(delta.createdAt)) }),
    items: items.count,
    users: base.users.ids.length,
    dim: base.model.dim,
    indexKind: index.kind,
    ...(recall !== undefined && { indexRecall: recall }),
    liveEvents,
    createdAt: base.createdAt,
    report: base.report,
  };
}
