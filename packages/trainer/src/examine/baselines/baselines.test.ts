import { loadEngine } from '@twotower/core/train';
import { describe, expect, it } from 'vitest';
import { inMemory, type PositiveSource, positivesFrom } from '../../prepare/positives.ts';
import { countItems } from '../../prepare/prepare.ts';
import type { BaselineTraining } from './baseline-training.ts';
import { createBaselines } from './baselines.ts';

const engine = await loadEngine('auto');
const untimed = positivesFrom([[], [0, 1], [1, 2, 0]]);
const timed = inMemory(untimed.offsets, {
  ...untimed.readUsers(0, 3),
  time: Float64Array.of(1, 2, 1, 5, 9),
});
const large = { byKernel: true, free: () => Number.POSITIVE_INFINITY };
type Asked = Parameters<typeof createBaselines>[0];

function baselines(
  source: PositiveSource,
  asked: Asked,
  {
    items = 3,
    means = large,
    ...more
  }: Partial<BaselineTraining> & { items?: number; means?: typeof large } = {},
) {
  const training = { positives: source, counts: countItems(items, source), ...more };
  const { taken, leftOut } = createBaselines(asked, training, engine, means);
  return {
    names: taken.map(({ name }) => name),
    leftOut: Object.fromEntries(
      leftOut.map(({ baseline, reason, mend }) => [baseline, `${reason}; ${mend}`]),
    ),
  };
}

const all = ['popularity', 'recent-popularity', 'item-knn', 'transitions', 'ease', 'ials'] as const;

describe('createBaselines', () => {
  it('takes by itself what fits the data, and says what it leaves out and how to get it', () => {
    expect(baselines(timed, 'auto')).toEqual({ names: all, leftOut: {} });
    expect(baselines(untimed, 'auto')).toEqual({
      names: ['popularity', 'item-knn', 'ease', 'ials'],
      leftOut: {
        'recent-popularity': 'nothing is recent in a log without times; name schema.event.time',
        transitions: expect.stringContaining('list it in evaluation.baselines if they lie in order'),
      },
    });
  });

  it('takes transitions by the order of rows where they are known to lie in order', () => {
    expect(baselines(untimed, 'auto', { inOrder: true }).names).toContain('transitions');
  });

  it('takes EASE of up to 20,000 items by the kernel and of 10,000 without', () => {
    expect(baselines(timed, 'auto', { items: 20_000 }).names).toContain('ease');
    const { names, leftOut } = baselines(timed, 'auto', { items: 20_001 });
    expect(names).not.toContain('ease');
    expect(leftOut.ease).toBe(
      'of 20001 items, more than 20000, it takes minutes and 1.6 GiB; list it in evaluation.baselines',
    );
    const tensors = { ...large, byKernel: false };
    expect(baselines(timed, 'auto', { items: 10_001, means: tensors }).names).not.toContain('ease');
    expect(baselines(timed, ['ease'], { items: 10_001, means: tensors }).names).toEqual(['ease']);
  });

  it('leaves EASE out where its matrix is not free, asked for or not', () => {
    const small = { ...large, free: () => 2 ** 29 };
    const { names, leftOut } = baselines(timed, ['popularity', 'ease'], { items: 20_000, means: small });
    expect(names).toEqual(['popularity']);
    expect(leftOut.ease).toBe(
      'its matrix of 20000 x 20000 items takes 1.6 GiB and 0.5 GiB are free; run where more memory is free',
    );
  });

  it('leaves iALS out where it would take long, unless it is listed', () => {
    expect(baselines(timed, 'auto', { items: 20_000 }).leftOut.ials).toContain(
      'list it in evaluation.baselines',
    );
    expect(baselines(timed, ['ials'], { items: 20_000 }).names).toEqual(['ials']);
  });

  it('takes the list of a config, but nothing recent without times', () => {
    const { names, leftOut } = baselines(untimed, ['ials', 'recent-popularity', 'transitions']);
    expect(names).toEqual(['ials', 'transitions']);
    expect(Object.keys(leftOut)).toEqual(['recent-popularity']);
  });

  it('serves a new user by popularity, whichever it is', () => {
    const training = { positives: timed, counts: Float64Array.of(2, 3, 1) };
    const history = { starts: new Int32Array(3), ends: new Int32Array(3), items: new Int32Array(0) };
    for (const { name, scorer } of createBaselines([...all], training, engine).taken) {
      const out = new Float32Array(3);
      scorer().score({ users: Int32Array.of(0), history }, out);
      const best = name === 'recent-popularity' ? 0 : 1;
      expect(out.indexOf(Math.max(...out)), name).toBe(best);
    }
  });
});
