import { defineConfig } from 'vitest/config';

// Tests run from source: `twotower-source` is the condition under which a package's exports name its TypeScript.
// Not `import`: Vitest hands them to Node, where packages that are required would get what is there to be imported.
const conditions = ['twotower-source', 'node', 'module', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['twotower-source', 'node', 'import'] } },
  test: {
    include: ['{packages,apps,bench,examples,tooling,tests}/**/*.test.{ts,tsx,mjs}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    server: { deps: { inline: [/[\\/](packages|apps|bench)[\\/][^/\\]+[\\/]src[\\/]/] } },
    // Native addons (TensorFlow, DuckDB, libsql, hnswlib) want processes, and two of them fill two cores.
    pool: 'forks',
    // Threads that a test starts run from source too: they inherit these.
    execArgv: [
      '--conditions=twotower-source',
      `--import=${new URL('tooling/testing/typescript-threads.mjs', import.meta.url)}`,
    ],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
