import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { withFolder } from '../../test/with-folder.ts';
import { openDatabase } from './database.ts';

interface Tables {
  readonly page: { readonly text: string };
}

it('a transaction that finds no more room fails by that, leaves nothing of it behind, and others go on', async () => {
  await withFolder(async (folder) => {
    const database = openDatabase<Tables>(join(folder, 'small.sqlite'), [
      'create table page (text text) strict',
    ]);
    await sql`pragma max_page_count = 8`.execute(database.writing());
    const filling = database
      .writing()
      .transaction()
      .execute(async (all) => {
        for (let i = 0; i < 20; i++) {
          await all
            .insertInto('page')
            .values({ text: 'x'.repeat(4096) })
            .execute();
        }
      });
    await expect(filling).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    expect(await database.reading().selectFrom('page').selectAll().execute()).toEqual([]);
    await database.writing().insertInto('page').values({ text: 'short' }).execute();
    expect(await database.reading().selectFrom('page').selectAll().execute()).toHaveLength(1);
    database.close();
  });
});

it('tells what is no database to be restored', async () => {
  await withFolder(async (folder) => {
    const file = join(folder, 'damaged.sqlite');
    await writeFile(file, 'no database at all, but long enough to be looked at as one'.repeat(20));
    expect(() => openDatabase(file, [])).toThrow('restore it from a backup');
  });
});
