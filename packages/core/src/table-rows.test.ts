import { describe, expect, it } from 'vitest';
import { bag, batchOf, tinyModel } from '../test/tiny-problem.ts';
import { EmbeddingTable } from './embedding-table.ts';
import { encodeTower, meanRowForUnknown, modelFromTensors, modelTensors } from './index.ts';
import { addRows, growTable, resetRow } from './table-rows.ts';

const fresh = { initialise: (values: Float32Array, row: number) => values.fill(row), accumulator: 0.5 };

describe('rows of a table', () => {
  it('come into use behind those that there are, whose bytes stay as the table grows', () => {
    const table = new EmbeddingTable('t', 2, 2, 3);
    table.values.set([1, 2, 3, 4]);
    table.accumulator.set([7, 8]);
    table.changedAt.set([0, 5]);
    expect(addRows(table, 1, fresh)).toBe(2);
    expect(() => addRows(table, 1, fresh)).toThrow(/table t: no room for 1 more rows behind 3 of 3; grow it/);
    growTable(table, 10);
    table.stamp[0] = 9;
    expect(addRows(table, 2, fresh)).toBe(3);
    expect(table).toMatchObject({ rows: 5, capacity: 10 });
    expect([...table.values]).toEqual([1, 2, 3, 4, 2, 2, 3, 3, 4, 4, ...new Array(10).fill(0)]);
    expect([...table.accumulator]).toEqual([7, 8, 0.5, 0.5, 0.5, 0, 0, 0, 0, 0]);
    expect([...table.changedAt.subarray(0, 5)]).toEqual([0, 5, 0, 9, 9]);
    expect(table.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    growTable(table, 4);
    expect(table.capacity).toBe(10);
    expect(() => growTable(table, 10.5)).toThrow(/a capacity of 10.5/);
  });

  it('are reset for another ID, as a change', () => {
    const table = new EmbeddingTable('t', 3, 2);
    table.values.fill(4);
    table.stamp[0] = 6;
    resetRow(table, 1, { initialise: () => {}, accumulator: 0.25 });
    expect([...table.values]).toEqual([4, 4, 0, 0, 4, 4]);
    expect([...table.accumulator]).toEqual([0, 0.25, 0]);
    expect([...table.changedAt]).toEqual([0, 6, 0]);
    expect(() => resetRow(table, 3, fresh)).toThrow(/no row 3 of 3 to reset/);
  });

  it('beyond those in use are neither read nor written to files', () => {
    const model = tinyModel([]);
    const plain = tinyModel([]);
    const table = model.tables.get('item-ids') ?? expect.fail('no table');
    growTable(table, 50);
    table.values.fill(Number.NaN, 24);
    const batch = batchOf(bag([[1], [5]]));
    expect(encodeTower(model, 'item', batch)).toEqual(encodeTower(plain, 'item', batch));
    expect(() => encodeTower(model, 'item', batchOf(bag([[6]])))).toThrow(/no row 6 of 6/);
    meanRowForUnknown(table);
    expect(table.values[0]).not.toBeNaN();
    const { tables, accumulators } = modelTensors(model);
    expect(tables['item-ids'].data.length).toBe(24);
    expect(accumulators['item-ids'].data.length).toBe(6);
    const { user, item } = model;
    const again = modelFromTensors({ user: user.inputs, item: item.inputs, ...modelTensors(model) });
    expect(again.tables.get('item-ids')).toMatchObject({ rows: 6, capacity: 6 });
  });

  it('need a capacity that holds them', () => {
    expect(() => new EmbeddingTable('t', 3, 2, 2)).toThrow(/cannot hold \[3, 2\] in a capacity of 2/);
  });
});
