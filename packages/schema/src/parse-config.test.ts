import { describe, expect, it } from 'vitest';
import { ConfigError } from './error.ts';
import { nearest } from './nearest.ts';
import { parseConfig } from './parse-config.ts';

const smallest = { schema: { user: { id: 'u' }, item: { id: 'i' } }, data: { events: 'log.csv' } };

function messageOf(config: unknown): string {
  try {
    parseConfig(config, 'c.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('the config was taken');
}

describe('parseConfig', () => {
  it('fills in every default of a config with two ids and a log', () => {
    const config = parseConfig(smallest);
    expect(config.schema.positive).toEqual(['click']);
    expect(config.negatives).toEqual([{ kind: 'in-batch' }, { kind: 'uniform', count: 512 }]);
    expect(config.index).toEqual({ kind: 'auto', targetRecall: 0.98 });
    expect(parseConfig(config)).toEqual(config);
  });

  it.each<[unknown, RegExp]>([
    [{ ...smallest, modle: {} }, /^c\.yaml: unknown key "modle"; did you mean "model"\?$/],
    [{ ...smallest, training: { batchsize: 2 } }, /"training\.batchsize"; did you mean "batchSize"\?/],
    [{ ...smallest, loss: { kind: 'softmax', logq: 'none' } }, /"loss\.logq"; did you mean "logQ"\?/],
    [
      { ...smallest, negatives: [{ kind: 'uniform', cout: 1 }] },
      /"negatives\.0\.cout"; did you mean "count"\?/,
    ],
    [{ ...smallest, zzzzzz: 1 }, /unknown key "zzzzzz"; valid keys: name, choose, schema, data/],
    [{ ...smallest, model: { dim: 'big' } }, /model\.dim is "big"; expected/],
    [{ ...smallest, training: { epochs: 0 } }, /training\.epochs is 0/],
    [
      { ...smallest, training: { workers: 1.5 } },
      /training\.workers is 1\.5; expected "auto" or whole number$/,
    ],
    [{ ...smallest, training: { workers: '2' } }, /training\.workers is "2"; expected "auto" or number$/],
    [
      { ...smallest, schema: { ...smallest.schema, positive: 'click' } },
      /schema\.positive is "click"; expected array or object$/,
    ],
    [
      { ...smallest, schema: { ...smallest.schema, positive: { column: 'r' } } },
      /schema\.positive\.atLeast is missing; expected number/,
    ],
    [
      { ...smallest, schema: { ...smallest.schema, event: { weight: { column: 'n', transform: 'ln' } } } },
      /schema\.event\.weight\.transform is "ln"; .*expected one of "none"\|"log"/,
    ],
    [
      { ...smallest, data: { events: ['a.csv', 'b.csv'] } },
      /data\.events is .*; no list is taken: .*one folder, or .* a glob such as logs\/\*\.csv/,
    ],
    [{ ...smallest, evaluation: { baselines: ['foo'] } }, /baselines\.0 is "foo"; .*"popularity"/],
    [{ ...smallest, evaluation: { baselines: 'all' } }, /baselines is "all"; expected "auto" or array$/],
    [{ ...smallest, loss: { kind: 'triplet' } }, /loss.* "?softmax/],
    [
      { ...smallest, schema: { user: { id: 'u' }, item: { id: 'u' } } },
      /"u" cannot be user and item at once/,
    ],
    [{ data: smallest.data }, /schema is missing/],
    [undefined, /the file is missing|expected object/],
    [
      { ...smallest, schema: { ...smallest.schema, user: { id: 'u', features: { a: { kind: 'nmeric' } } } } },
      /schema\.user\.features\.a.*numeric/,
    ],
    [
      { ...smallest, schema: { ...smallest.schema, context: { past: { kind: 'history' } } } },
      /schema\.context\.past.*its "kind" must be one of categorical, .*vector$/,
    ],
    [
      {
        ...smallest,
        schema: {
          ...smallest.schema,
          event: { time: 'at' },
          context: { hour: { kind: 'text', column: 'at' } },
        },
      },
      /schema\.context\.hour reads the event's time "at" as text; use kind: 'time'/,
    ],
  ])('names the place and the mend: %#', (config, says) => {
    const message = messageOf(config);
    expect(message).toMatch(says);
    expect(message).not.toContain('\n');
  });
});

describe('nearest', () => {
  it('finds the word that was meant, and none where nothing is near', () => {
    expect(nearest('lerningRate', ['epochs', 'learningRate', 'seed'])).toBe('learningRate');
    expect(nearest('xyzzy', ['epochs', 'seed'])).toBeUndefined();
  });

  it('refuses a history of items', () => {
    const history = { kind: 'history' as const };
    const config = (user: object, item: object) => () =>
      parseConfig({
        schema: { user: { id: 'u', features: user }, item: { id: 'i', features: item } },
        data: { events: 'log.csv' },
      });
    expect(config({}, { r: history })).toThrow(/items have none; move it to schema.user.features/);
    expect(config({ a: history, b: { ...history, of: 'others' } }, {})).not.toThrow();
  });
});
