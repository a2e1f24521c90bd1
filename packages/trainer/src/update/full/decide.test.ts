import { expect, it } from 'vitest';
import { worldConfig } from '../../../test/update-world.ts';
import { decide, type Evidence } from './decide.ts';

const config = worldConfig();
const interval = (difference: number, low: number, high: number) => ({ difference, low, high });

function evidence(more: Partial<Evidence> = {}): Evidence {
  return {
    window: { from: '0', cut: '90', to: '100' },
    k: 50,
    trained: 90_000,
    heldOut: 10_000,
    users: 4000,
    recall: { candidate: 0.3, champion: 0.3, prior: 0.2 },
    against: { champion: interval(0, -0.01, 0.01), prior: interval(0.1, 0.08, 0.12) },
    coverage: { candidate: 0.5, champion: 0.5 },
    collapse: { candidate: 0.1, champion: 0.1 },
    indexRecall: 0.99,
    ...more,
  };
}

const worse = {
  recall: { candidate: 0.28, champion: 0.3, prior: 0.2 },
  against: { champion: interval(-0.02, -0.03, -0.01), prior: interval(0.08, 0.06, 0.1) },
};

it('accepts what is not surely worse, and refuses what is by more than the margin', () => {
  expect(decide(config, evidence())).toMatchObject({ accepted: true, canTell: true });
  expect(decide(config, evidence(worse))).toMatchObject({ accepted: false });
  const unsure = { ...worse, against: { ...worse.against, champion: interval(-0.02, -0.05, 0.01) } };
  expect(decide(config, evidence(unsure))).toMatchObject({ accepted: true });
  const slightly = {
    recall: { candidate: 0.298, champion: 0.3, prior: 0.2 },
    against: { ...worse.against, champion: interval(-0.002, -0.003, -0.001) },
  };
  expect(decide(config, evidence(slightly))).toMatchObject({ accepted: true });
});

it('says that it cannot tell where too little was held out', () => {
  const decision = decide(config, evidence({ ...worse, heldOut: 1999 }));
  expect(decision).toMatchObject({ accepted: true, canTell: false });
  expect(decision.reason).toMatch(
    /1999 positives were held out, and with fewer than 2000 no loss could be seen/,
  );
});

it('refuses what falls below what is popular, unless the champion did too', () => {
  const below = {
    recall: { candidate: 0.18, champion: 0.181, prior: 0.2 },
    against: { champion: interval(-0.001, -0.01, 0.01), prior: interval(-0.02, -0.03, -0.01) },
  };
  expect(decide(config, evidence(below))).toMatchObject({ accepted: true });
  const alone = { ...below, recall: { ...below.recall, champion: 0.2 } };
  expect(decide(config, evidence(alone)).reason).toMatch(/below the 0.2000 of what is popular/);
});

it('refuses a bad index, a fallen coverage and items that are all alike, whatever was held out', () => {
  expect(decide(config, evidence({ indexRecall: 0.9, heldOut: 0 })).reason).toMatch(/gate.indexRecall 0.95/);
  expect(decide(config, evidence({ coverage: { candidate: 0.2, champion: 0.5 } })).accepted).toBe(false);
  expect(decide(config, evidence({ collapse: { candidate: 0.99, champion: 0.3 } })).accepted).toBe(false);
});
