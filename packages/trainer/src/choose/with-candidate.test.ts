import { type ConfigInput, parseConfig, statedKeys } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { describeChange } from './describe-change.ts';
import { withCandidate } from './with-candidate.ts';

const candidate: Candidate = {
  name: 'all of it',
  loss: { kind: 'bsl', c: 1.1, logQ: 'count' },
  negatives: [{ kind: 'in-batch' }],
  model: { temperature: 0.3, user: { useId: false, hidden: [8] } },
  training: { averaging: 0.5, batchSize: 64 },
  history: { of: 'others', length: 7 },
  without: ['item', 'context'],
};

function changes(more: Partial<ConfigInput>): string[] {
  const input: ConfigInput = {
    schema: { user: { id: 'u' }, item: { id: 'i' } },
    data: { events: 'log.csv' },
    ...more,
  };
  const config = parseConfig(input);
  return describeChange(config, withCandidate(config, candidate, statedKeys(input)));
}

describe('a candidate', () => {
  it('changes all that it names where nothing is stated', () => {
    expect(changes({})).toEqual([
      'schema.user.features.recent {"kind":"history","length":7,"of":"others"}',
      'loss {"kind":"bsl","c":1.1,"logQ":"count"}',
      'negatives [{"kind":"in-batch"}]',
      'model.user.hidden [8]',
      'model.user.useId false',
      'model.temperature 0.3',
      'training.batchSize 64',
      'training.averaging 0.5',
    ]);
  });

  it('leaves what is stated, be it one key or a whole', () => {
    const stated = changes({
      schema: {
        user: { id: 'u', features: { recent: { kind: 'history', of: 'earlier' } } },
        item: { id: 'i' },
      },
      loss: { kind: 'softmax' },
      negatives: [{ kind: 'in-batch' }, { kind: 'uniform', count: 3 }],
      model: { temperature: 0.15, user: { useId: true } },
      training: { averaging: 0 },
    });
    expect(stated).toEqual([
      'schema.user.features.recent {"kind":"history","length":7,"of":"earlier"}',
      'model.user.hidden [8]',
      'training.batchSize 64',
    ]);
  });

  it('may leave features out, as that is what is asked, and adds no history where users have stated features', () => {
    const stated = changes({
      schema: {
        user: { id: 'u', features: { age: { kind: 'numeric' } } },
        item: { id: 'i', features: { genre: { kind: 'categorical' } } },
        context: { hour: { kind: 'numeric' } },
      },
      loss: { kind: 'softmax' },
      negatives: [{ kind: 'in-batch' }],
      model: { temperature: 0.15, user: { useId: true, hidden: [] } },
      training: { averaging: 0, batchSize: 10 },
    });
    expect(stated).toEqual(['schema.item.features.genre left out', 'schema.context.hour left out']);
  });
});
