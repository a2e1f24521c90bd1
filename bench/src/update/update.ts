import { commandWords, wholeNumber } from '../measure/command-words.ts';
import { inProcess } from '../measure/in-process.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import type { UpdateMeasured, UpdateOnce } from './update-once.ts';

export const updateUsage = `update [--events N] [--users N] [--items N] [--trained N] [--active N] [--json]
           an incremental update of so many events, from the log until a server has it: 100k events of 20k users on 10k items, on a
           bundle of 200k; --active 1: all of them are one user's`;

/** Measures an incremental update, split into reading the log, training, publishing and applying. */
export async function updateCommand(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    events: { type: 'string', default: '100k' },
    users: { type: 'string', default: '20k' },
    items: { type: 'string', default: '10k' },
    trained: { type: 'string', default: '200k' },
    active: { type: 'string', default: '20k' },
    json: { type: 'boolean', default: false },
  });
  const sizes = {
    events: wholeNumber('--events', values.events),
    users: wholeNumber('--users', values.users),
    items: wholeNumber('--items', values.items, 100),
    trained: wholeNumber('--trained', values.trained, 1000),
    active: wholeNumber('--active', values.active),
  };
  const measured = await inScratchFolder((folder) => {
    const settings: UpdateOnce = { ...sizes, folder };
    return inProcess<UpdateMeasured>('update-once', settings);
  });
  process.stdout.write(
    values.json ? `${JSON.stringify({ ...sizes, ...measured })}\n` : lines(sizes.events, measured),
  );
}

function lines(
  events: number,
  {
    append,
    log,
    train,
    publish,
    whole,
    cpu,
    apply,
    longestPause,
    longestTurn,
    deltas,
    bytes,
    rows: { users, items, vectors, prior },
  }: UpdateMeasured,
): string {
  const s = (seconds: number) => `${seconds.toFixed(2)} s`;
  return [
    `${events} events, appended before in ${s(append)}: ${s(whole + apply)} from reading the log until a server has them`,
    `  ${s(cpu)} of the processor for the update`,
    `  log ${s(log)}, train ${s(train)}, publish ${s(publish)}, apply ${s(apply)} (longest pause ${longestPause.toFixed(1)} ms, of which ${longestTurn.toFixed(1)} ms of the processor)`,
    `  ${deltas} deltas of ${bytes} bytes in all: ${users} rows of users, ${items} of items, ${vectors} vectors, ${prior} priors`,
    '',
  ].join('\n');
}
