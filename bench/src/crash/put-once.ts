import { openStore } from '@twotower/store';

/** Puts and removes items and a user in the store of this folder, and erases another: what a server does with what is put by hand. */
export async function putOnce(): Promise<void> {
  const { changes, events, close } = await openStore('.twotower');
  await changes.make({ kind: 'put', side: 'item', id: 'i1', record: { title: 'One' } });
  await changes.make({ kind: 'put', side: 'user', id: 'ann', record: { age: 30 } });
  process.stdout.write('put\n');
  await changes.make({ kind: 'put', side: 'user', id: 'u3', record: { age: 40 } });
  await changes.make({ kind: 'removed', side: 'item', id: 'i2' });
  await events.erase('u3');
  await changes.erase('u3', (await events.extent()).end);
  process.stdout.write('removed\n');
  await close();
}
