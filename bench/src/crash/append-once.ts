import { openStore } from '@twotower/store';

/** Appends events with ids to the store of this folder, in two batches, and says so: what a server does with those it is posted. */
export async function appendOnce(): Promise<void> {
  const store = await openStore('.twotower');
  for (const batch of [0, 1]) {
    const events = Array.from({ length: 5 }, (_, n) => ({
      id: `posted ${batch} ${n}`,
      user: `u${n}`,
      item: `i${(n + batch) % 16}`,
      type: 'click',
      time: 1_700_000_500_000 + 1000 * (5 * batch + n),
    }));
    await store.events.append(events);
    process.stdout.write(`appended ${batch}\n`);
  }
  await store.close();
}
