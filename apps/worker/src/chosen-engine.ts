import { RecallEngine } from '@twotower/serving';
import type { FolderStore } from '@twotower/store';
import { chosenTarget } from './chosen-target.ts';
import type { CommonFlags } from './common-flags.ts';

/** A recall engine on the chosen bundle, which knows what came in and what was put since. */
export async function openChosen(
  store: FolderStore,
  flags: CommonFlags & { readonly bundle?: string },
): Promise<{ readonly engine: RecallEngine; readonly bundleId: string }> {
  const { bundleId, deltaSequence } = await chosenTarget(store, flags);
  const { events, changes } = store;
  const engine = await RecallEngine.open({ store, events, changes, bundleId, deltaSequence });
  return { engine, bundleId };
}
