import { RecallEngine } from '@twotower/serving';
import { type Console, oneLine } from '../console.ts';
import { type CommonFlags, findStoreFolder, withStore } from '../workplace.ts';

export interface RecallFlags extends CommonFlags {
  readonly user: string;
  readonly k: number;
  readonly bundle?: string;
}

/** `recall`: one query without a server. */
export async function recallCommand(flags: RecallFlags, output: Console): Promise<void> {
  await withStore(await findStoreFolder(flags), async (store) => {
    const engine = await RecallEngine.open({
      store,
      bundleId: flags.bundle,
    });
    const answer = engine.recall({ userId: flags.user, k: flags.k });
    const lines = answer.items.map(
      (item, rank) =>
        `${String(rank + 1).padStart(3)}  ${item.score.toFixed(4)}  ${oneLine(`${item.itemId}  ${describe(item.attributes)}`)}`,
    );
    output.result(
      answer,
      [`user ${flags.user}, from ${answer.source}, bundle ${answer.bundleId}`, ...lines].join('\n'),
    );
  });
}

function describe(attributes: Readonly<Record<string, unknown>> | undefined): string {
  return Object.values(attributes ?? {})
    .filter((value) => value !== null && value !== undefined)
    .join(' · ');
}
