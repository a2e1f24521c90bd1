import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const recallServer = 'http://127.0.0.1:7700';

/** `base` is relative, so that the recall app can serve the build under any prefix. */
export default defineConfig({
  base: './',
  plugins: [react()],
  resolve: { conditions: ['twotower-source', ...defaultClientConditions] },
  server: { proxy: { '/v1': recallServer, '/trpc': recallServer, '/docs': recallServer } },
  build: {
    outDir: 'dist',
  },
});
