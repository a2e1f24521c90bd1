import { expect, it } from 'vitest';
import { replay, type Step, stepsOf } from './replay.ts';

const event = (time: number) => ({ user: 'u', item: `i${time}`, type: 'click', time });

it('cuts events into steps, those in which nothing happens too', () => {
  const events = [1, 10, 12, 31, 50].map(event);
  const steps = [...stepsOf(events, { from: 10, to: 50, length: 10 })];
  expect(steps.map(({ from, to, events: own }) => [from, to, own.map(({ time }) => time)])).toEqual([
    [10, 20, [10, 12]],
    [20, 30, []],
    [30, 40, [31]],
    [40, 50, []],
  ]);
});

it('says what time it is, and tells a step only behind what was foretold of it', async () => {
  const told: string[] = [];
  const clock = { now: 0 };
  const say = (what: string) => async (step: Step) => void told.push(`${what} ${step.from} at ${clock.now}`);
  await replay(stepsOf([], { from: 0, to: 20, length: 10 }), clock, {
    begin: say('begin'),
    foretell: say('foretell'),
    take: say('take'),
    learn: say('learn'),
  });
  expect(told).toEqual([
    ...['begin 0 at 0', 'foretell 0 at 0', 'take 0 at 10', 'learn 0 at 10'],
    ...['begin 10 at 10', 'foretell 10 at 10', 'take 10 at 20', 'learn 10 at 20'],
  ]);
});
