import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** A PostgreSQL in this process that speaks the wire protocol on a free port; for tests. */
export async function startPostgres(script: string): Promise<{ url: string; stop(): Promise<void> }> {
  const db = await PGlite.create();
  await db.exec(script);
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0 });
  await server.start();
  return {
    url: `postgres://postgres:s3cret@${server.getServerConn()}/postgres`,
    async stop() {
      await server.stop();
      await db.close();
    },
  };
}
