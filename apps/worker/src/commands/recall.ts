import { roundedScore } from '@twotower/schema';
import type { RecallRequest } from '@twotower/serving';
import { openChosen } from '../chosen-engine.ts';
import type { CommonFlags } from '../common-flags.ts';
import { type Console, oneLine } from '../console.ts';
import type { CellValue } from '../flag-value.ts';
import { itemLine } from '../item-line.ts';
import { UsageError } from '../usage-error.ts';
import { findStoreFolder, withStore } from '../workplace.ts';

export interface RecallFlags extends CommonFlags {
  readonly user?: string;
  readonly history?: readonly string[];
  readonly features?: Readonly<Record<string, CellValue>>;
  readonly context?: Readonly<Record<string, CellValue>>;
  readonly k: number;
  readonly bundle?: string;
}

/** `recall`: one query without a server. Attributes are cut for people to read; the document of `--json` has them whole. */
export async function recallCommand(flags: RecallFlags, output: Console): Promise<void> {
  const request = requestOf(flags);
  await withStore(await findStoreFolder(flags), async (store) => {
    const { engine } = await openChosen(store, flags);
    const answer = engine.recall(request);
    const who = flags.user === undefined ? 'an anonymous request' : `user ${oneLine(flags.user)}`;
    output.result(
      { ...answer, items: answer.items.map((item) => ({ ...item, score: roundedScore(item.score) })) },
      [
        `${who}, from ${answer.source}, bundle ${answer.bundleId}`,
        ...answer.items.map(itemLine),
        ...(answer.items.length === 0 ? ['nothing is left: every item that could be answered was seen'] : []),
      ].join('\n'),
    );
  });
}

function requestOf({ user, history, features, context, k }: RecallFlags): RecallRequest {
  if (user === undefined && history === undefined && features === undefined && context === undefined) {
    throw new UsageError('nobody is asked for; give --user, or --history, --features or --context');
  }
  return { userId: user, history, features, context, k };
}
