import type { TowerInput } from '@twotower/features';
import type { EmbeddingTable } from '../embedding-table.ts';
import { CoreError } from '../error.ts';
import type { TwoTowerModel } from '../model.ts';
import { tableOf } from '../table-of.ts';

/**
 * Which of a model's numbers a step may move; plain data, so that it can be posted to threads. All the rest keeps its bytes,
 * accumulators and `changedAt` too, and is scored as ever.
 *
 * ID embeddings alone, by what was taken and not by what was drawn or read as a history:
 * `{ dense: false, tables: 'all', inputs: { user: [{ feature: 'id', table: 'user-ids' }], item: [{ feature: 'id', table: 'item-ids' }] },
 * candidates: 'in-batch', lockUnknown: true }`.
 */
export interface Learns {
  /** The layers' and attention's weights, and the temperature where it is learnt. */
  readonly dense: boolean;
  /** Names of the tables whose rows move. */
  readonly tables: ReadonlySet<string> | 'all';
  /**
   * The inputs of a tower through which rows move: a table that several inputs read moves through those named alone. Default, for
   * each tower: all.
   */
  readonly inputs?: { readonly user?: readonly TowerInput[]; readonly item?: readonly TowerInput[] };
  /**
   * Through which candidates the rows of items move: `in-batch` are the positives, each a candidate of the other records too; shared
   * and private negatives that were drawn are scored and not moved. Layers learn from all. Default all.
   */
  readonly candidates?: 'all' | 'in-batch';
  /** Row 0 of every table, which stands for missing and unknown, stays. Default no. */
  readonly lockUnknown?: boolean;
}

/**
 * The tables whose rows move, each through one input at least. Throws {@link CoreError} for tables and inputs that the model has
 * not.
 */
export function tablesTaught(model: TwoTowerModel, learns: Learns): EmbeddingTable[] {
  const { tables } = learns;
  if (tables !== 'all') refuseUnknown('tables: no table', [...tables], [...model.tables.keys()]);
  const read = new Set<EmbeddingTable>();
  for (const side of ['user', 'item'] as const) {
    const { inputs } = model[side];
    const named = learns.inputs?.[side] ?? [];
    refuseUnknown(`inputs.${side}: no input`, named.map(nameOf), inputs.map(nameOf));
    for (const input of inputs) if (movesThrough(learns, side, input)) read.add(tableOf(model, input));
  }
  return [...model.tables.values()].filter(
    (table) => read.has(table) && (tables === 'all' || tables.has(table.name)),
  );
}

/** Whether rows move through that input of the tower. */
export function movesThrough({ inputs }: Learns, side: 'user' | 'item', input: TowerInput): boolean {
  return inputs?.[side]?.some((named) => nameOf(named) === nameOf(input)) ?? true;
}

function nameOf({ feature, table }: TowerInput): string {
  return `${feature} of ${table}`;
}

function refuseUnknown(what: string, names: readonly string[], known: readonly string[]): void {
  for (const name of names) {
    if (!known.includes(name)) {
      throw new CoreError(`learns.${what} ${name}; name some of ${known.join(', ')}`);
    }
  }
}
