import { listBundles } from '@twotower/store';
import type { Console } from '../console.ts';
import { type CommonFlags, findStoreFolder, withStore } from '../workplace.ts';

/** `bundles`: what the store holds, newest first, with aliases and metrics. */
export async function bundlesCommand(flags: CommonFlags, output: Console): Promise<void> {
  await withStore(await findStoreFolder(flags), async (store) => {
    const bundles = await listBundles(store);
    const lines = bundles.map((bundle) =>
      bundle.broken
        ? `${bundle.id}  broken: ${bundle.broken}`
        : [
            bundle.id,
            bundle.kind,
            bundle.aliases.join(',') || '-',
            ...['recall@20', 'ndcg@20']
              .filter((name) => bundle.metrics?.[name] !== undefined)
              .map((name) => `${name} ${bundle.metrics?.[name]?.toFixed(4)}`),
          ].join('  '),
    );
    output.result(bundles, lines.join('\n') || 'no bundles yet; run: twotower train --promote');
  });
}
