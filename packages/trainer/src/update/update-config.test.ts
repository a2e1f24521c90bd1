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
  expect(updateConfig(file, base)).toMatchObject({
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
  expect(updateConfig(worldConfig({ model: { dim: 16 } }), { ...base, learner: silent }).model.dim).toBe(8);
});
