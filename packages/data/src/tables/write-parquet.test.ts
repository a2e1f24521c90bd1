import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withDuckDb } from './duckdb.ts';
import { type ParquetRow, writeParquet } from './write-parquet.ts';

const columns = { id: 'text', rank: 'integer', score: 'float', vector: 'floats' } as const;

async function withFolder(task: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'twotower-parquet-'));
  try {
    await task(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('writes rows that DuckDB reads back, in their order', async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "it's.parquet");
    const rows = async function* (): AsyncGenerator<ParquetRow> {
      yield ['7', 1, 2, [0.5, -1]];
      yield ['é', 2, 0.25, []];
    };
    expect(await writeParquet(file, columns, rows())).toBe(2);
    const read = await withDuckDb(async (connection) =>
      (await connection.runAndReadAll(`SELECT * FROM '${file.replaceAll("'", "''")}'`)).getRowsJson(),
    );
    expect(read).toEqual([
      ['7', 1, 2, [0.5, -1]],
      ['é', 2, 0.25, []],
    ]);
  });
});

it('leaves nothing where the rows fail', async () => {
  await withFolder(async (folder) => {
    const failing = async function* (): AsyncGenerator<ParquetRow> {
      yield ['7', 1, 2, [0.5]];
      throw new Error('no more');
    };
    await expect(writeParquet(join(folder, 'a.parquet'), columns, failing())).rejects.toThrow('no more');
    expect(await readdir(folder)).toEqual([]);
  });
});
