import { listBundles } from '@twotower/store';
import { advise } from '../advice.ts';
import { brokenBundles } from '../broken-bundles.ts';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { findStoreFolder, withStore } from '../workplace.ts';

export interface BundlesFlags extends CommonFlags {
  readonly verify?: boolean;
}

/** `bundles`: what the store holds, newest first, with aliases and metrics; with `--verify` whether it is whole. */
export async function bundlesCommand(flags: BundlesFlags, output: Console): Promise<void> {
  await withStore(await findStoreFolder(flags), async (store) => {
    const listed = await listBundles(store);
    const ids = flags.verify ? listed.filter(({ broken }) => !broken).map(({ id }) => id) : [];
    const found = await brokenBundles(store, ids);
    const bundles = listed.map((bundle) =>
      found.has(bundle.id) ? { ...bundle, broken: found.get(bundle.id) } : bundle,
    );
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
            ...(flags.verify ? ['whole'] : []),
          ].join('  '),
    );
    output.result(
      bundles,
      lines.join('\n') || `no bundles yet; run: ${advise(['train', '--promote'], flags)}`,
    );
  });
}
