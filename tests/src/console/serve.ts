import { startRecall } from '../command.ts';

export interface Served {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The built recall server over a store, on a port that the system chooses. */
export async function serve(store: string, settings: Readonly<Record<string, string>> = {}): Promise<Served> {
  const server = startRecall(store, 0, settings);
  const [, url] = await server.sees(/listens on (http:\/\/127\.0\.0\.1:\d+)/);
  return {
    url,
    async stop() {
      server.child.kill('SIGTERM');
      await server.finished;
    },
  };
}
