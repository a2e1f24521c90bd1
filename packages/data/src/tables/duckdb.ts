import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** Runs something on a DuckDB of its own, closed afterwards. */
export async function withDuckDb<T>(run: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return await run(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
