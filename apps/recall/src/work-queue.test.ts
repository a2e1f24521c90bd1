import { expect, it } from 'vitest';
import { WorkQueue } from './work-queue.ts';

function busy(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

it('does what comes alone at once, and gives what it gives', async () => {
  const queue = new WorkQueue({ most: 2, slice: 4 });
  let begun = false;
  const done = queue.run(() => {
    begun = true;
    return 7;
  });
  expect(begun).toBe(true);
  expect(await done).toBe(7);
  await expect(
    queue.run(() => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await expect(queue.run(async () => Promise.reject(new Error('late')))).rejects.toThrow('late');
  expect(queue.depth).toBe(0);
});

it('keeps the order, lets others have the event loop between, and loses none', async () => {
  const queue = new WorkQueue({ most: 100, slice: 1 });
  const order: number[] = [];
  let turns = 0;
  const other = setInterval(() => turns++, 0);
  await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      queue.run(() => {
        busy(2);
        order.push(i);
      }),
    ),
  );
  clearInterval(other);
  expect(order).toEqual(Array.from({ length: 60 }, (_, i) => i));
  expect(turns).toBeGreaterThan(10);
  expect(queue.depth).toBe(0);
});

it('refuses one too many, and takes again when there is room', async () => {
  const queue = new WorkQueue({ most: 3, slice: 1 });
  let finish = (): void => {};
  const slow = queue.run(() => new Promise<void>((resolve) => (finish = resolve)));
  const waiting = [queue.run(() => busy(2)), queue.run(() => 1)];
  expect(queue.depth).toBe(3);
  await expect(queue.run(() => 1)).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 1 });
  await Promise.all(waiting);
  finish();
  await slow;
  expect(await queue.run(() => 2)).toBe(2);
});
