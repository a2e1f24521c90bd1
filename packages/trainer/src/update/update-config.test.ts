import { expect, it } from 'vitest';
import { worldConfig } from '../../test/update-world.ts';
import { askedOf } from '../prepare/asked-config.ts';
import { updateConfig } from './update-config.ts';

const asked = worldConfig();
const learner = { state: { passes: 1, tensors: {} }, waiting: { user: [], item: [] }, asked: askedOf(asked) };
/** What was left open was settled when it was trained. */
const settled = { ...asked, training: { ...asked.training, averaging: 0.5 } };
const base = { id: 'b1', config: settled, learner };

it('learns as the bundle did, and reads the rest from the file', () => {
  const file = worldConfig({ update: { driftCap: 0.1 }, gate: { margin: 0.2 } });
  expect(updateConfig(file, base).config).toMatchObject({
    training: { averaging: 0.5 },
    update: { driftCap: 0.1 },
    gate: { margin: 0.2 },
  });
});

it('refuses what would make another model of it, and names the key', () => {
  expect(() => updateConfig(worldConfig({ model: { dim: 16 } }), base)).toThrow(
    'model.dim is 16 and was 8 when bundle b1 was trained; an update keeps it: put it back, or train anew',
  );
  const { schema } = asked;
  const item = {
    ...schema.item,
    features: { ...schema.item.features, colour: { kind: 'categorical' as const } },
  };
  expect(() => updateConfig(worldConfig({ schema: { ...schema, item } }), base)).toThrow(
    /^schema.item.features.colour is .* and was absent/,
  );
});

it('compares nothing with a bundle that does not say what was asked', () => {
  const { asked: _, ...silent } = learner;
  const { config, asked: next } = updateConfig(worldConfig({ model: { dim: 16 } }), {
    ...base,
    learner: silent,
  });
  expect([config.model.dim, next]).toEqual([8, undefined]);
});

it('takes over how steps are made and what answers show, and says so', () => {
  const { schema } = asked;
  const item = { ...schema.item, attributes: ['genre'], availability: { from: 'since' } };
  const file = worldConfig({
    schema: { ...schema, item },
    training: { learningRate: 0.03, l2: 0.001, halfLife: '7d', epochs: 90 },
  });
  const { config, migrations, asked: next } = updateConfig(file, base);
  expect(config).toMatchObject({
    schema: { item: { attributes: ['genre'], availability: { from: 'since' } } },
    training: {
      averaging: 0.5,
      learningRate: 0.03,
      l2: 0.001,
      halfLife: '7d',
      epochs: settled.training.epochs,
    },
  });
  expect(migrations).toHaveLength(5);
  expect(migrations).toContain('training.learningRate is 0.03 and was 0.1: learnt by from here on');
  // What was taken over is asked for from now on; put back, it is another change.
  const later = { ...base, config, learner: { ...learner, asked: next } };
  expect(updateConfig(file, later).migrations).toEqual([]);
  const back = updateConfig(asked, later);
  expect(back.migrations).toHaveLength(5);
  expect(back.config.training).toMatchObject({ learningRate: 0.1, l2: 0, averaging: 0.5 });
  expect(back.config.training.halfLife).toBeUndefined();
});

it('names all that cannot be taken over at once, and what else would go unheard', () => {
  const file = worldConfig({
    prior: 'none',
    training: { averaging: 0.9, learningRate: 0.2 },
    model: { dim: 4 },
  });
  expect(() => updateConfig(file, base)).toThrow(
    /^model.dim is 4 and was 8; training.averaging is 0.9 and was 0; prior is "none" and was "auto" when bundle b1/,
  );
});
